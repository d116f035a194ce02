"""What the service gathers by itself: newest items, figures, partners, helplines, shared texts."""

from typing import Annotated, Any, TypedDict, cast

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks import IntegerBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from cms.languages import names
from cms.publishing.references import HelplineQuery, Needs, PageQuery, SnippetRef
from cms.site.serializers import AnnouncementRef

PUBLICATION = "library.PublicationPage"
PRESS_RELEASE = "press.PressReleasePage"
COUNT = {"min_value": 1, "max_value": 12, "default": 3}


class PublicationListValueJson(TypedDict):
    """Cards of publications."""

    heading: str | None
    items: Annotated[PageQuery, "library.PublicationPage"]


class LatestPressValueJson(TypedDict):
    """Cards of press releases."""

    heading: str | None
    items: Annotated[PageQuery, "press.PressReleasePage"]


class HelplineFinderValueJson(TypedDict):
    """Texts and the world-wide helplines."""

    heading: str
    text: str | None
    kind: str | None
    helplines: HelplineQuery


class AnnouncementValueJson(TypedDict):
    """A banner that runs now."""

    announcement: AnnouncementRef


class SourceSnippetBlock(SnippetChooserBlock):
    """A translatable snippet by its source row, resolved when read; nothing for translators to do (design/3 L3)."""

    def get_translatable_segments(self, value: Any) -> list[Any]:
        """Keep wagtail-localize from tying this place to one language's row."""
        return []

    def restore_translated_segments(self, value: Any, segments: Any) -> Any:
        """Keep the source row."""
        return value


class TermBlock(blocks.CharBlock):
    """The code of a vocabulary term, for automatic lists; the same in every language, and nothing to read."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"search_index": False, **options})

    def get_translatable_segments(self, value: Any) -> list[Any]:
        """Codes are not for translators."""
        return []

    def restore_translated_segments(self, value: Any, segments: Any) -> Any:
        """Keep the code."""
        return value


class StatRowBlock(blocks.StructBlock):
    """Figures side by side."""

    heading = blocks.CharBlock(label=_("Heading"), required=False, max_length=120)
    counters = blocks.ListBlock(SourceSnippetBlock("cms.StatCounter"), label=_("Figures"))

    class Meta:
        label = _("Figures")
        icon = "order"
        preview_value: dict[str, Any] = {"heading": "", "counters": []}


class PartnerRowBlock(blocks.StructBlock):
    """Organisations side by side."""

    heading = blocks.CharBlock(label=_("Heading"), max_length=120)
    organisations = blocks.ListBlock(SourceSnippetBlock("cms.Organisation"), label=_("Organisations"))

    class Meta:
        label = _("Partners")
        icon = "group"
        preview_value: dict[str, Any] = {"heading": "Partners", "organisations": []}


class PublicationListBlock(blocks.StructBlock):
    """The newest publications that match, found when read."""

    heading = blocks.CharBlock(label=_("Heading"), required=False, max_length=120)
    topic = TermBlock(label=_("Topic code"), required=False, max_length=60)
    audience = TermBlock(label=_("Audience code"), required=False, max_length=60)
    resource_type = TermBlock(label=_("Resource type code"), required=False, max_length=60)
    language = blocks.ChoiceBlock(label=_("With a file in"), choices=names.language_choices, required=False)
    limit = IntegerBlock(label=_("How many"), **COUNT)

    class Meta:
        label = _("Publications, automatic")
        icon = "list-ul"
        preview_value: dict[str, Any] = {"heading": "New in the library", "limit": 3}

    def represent(self, raw: dict[str, Any]) -> PublicationListValueJson:
        """Return the heading and the publications that match."""
        filters = {name: raw.get(name) for name in ("topic", "audience", "resource_type", "language")}
        return {
            "heading": raw.get("heading") or None,
            "items": PageQuery.of(PUBLICATION, raw.get("limit") or COUNT["default"], filters),
        }


class LatestBlock(blocks.StructBlock):
    """The newest pages of a type."""

    heading = blocks.CharBlock(label=_("Heading"), required=False, max_length=120)
    limit = IntegerBlock(label=_("How many"), **COUNT)

    @staticmethod
    def heading_of(raw: dict[str, Any]) -> str | None:
        """Return the heading, null where there is none."""
        return raw.get("heading") or None

    @staticmethod
    def newest(page_type: str, raw: dict[str, Any]) -> PageQuery:
        """Return the newest pages of a type, as many as the editor asked for."""
        return PageQuery.of(page_type, raw.get("limit") or COUNT["default"], {})


class LatestPressBlock(LatestBlock):
    """The newest press releases."""

    class Meta:
        label = _("Newest press releases")
        icon = "date"
        preview_value: dict[str, Any] = {"heading": "Press", "limit": 3}

    def represent(self, raw: dict[str, Any]) -> LatestPressValueJson:
        """Return the heading and the newest press releases."""
        return {"heading": self.heading_of(raw), "items": self.newest(PRESS_RELEASE, raw)}


class LatestPublicationsBlock(LatestBlock):
    """The newest publications."""

    class Meta:
        label = _("Newest publications")
        icon = "date"
        preview_value: dict[str, Any] = {"heading": "Library", "limit": 3}

    def represent(self, raw: dict[str, Any]) -> PublicationListValueJson:
        """Return the heading and the newest publications."""
        return {"heading": self.heading_of(raw), "items": self.newest(PUBLICATION, raw)}


class HelplineFinderBlock(blocks.StructBlock):
    """Helplines of a kind, the world-wide ones ready to use."""

    heading = blocks.CharBlock(label=_("Heading"), max_length=120)
    text = blocks.TextBlock(label=_("Text"), required=False, max_length=400)
    kind = TermBlock(label=_("Kind code"), required=False, max_length=30)

    class Meta:
        label = _("Helpline finder")
        icon = "help"
        preview_value: dict[str, Any] = {"heading": "Find help in your country"}

    def represent(self, raw: dict[str, Any]) -> HelplineFinderValueJson:
        """Return the texts and the world-wide helplines."""
        return {
            "heading": raw.get("heading", ""),
            "text": raw.get("text") or None,
            "kind": raw.get("kind") or None,
            "helplines": HelplineQuery(kind=raw.get("kind") or ""),
        }


class SafetyBannerBlock(blocks.StructBlock):
    """A shared safety text with a way to the helplines."""

    text = SourceSnippetBlock("cms.SiteText", label=_("Text"))
    cta_label = blocks.CharBlock(label=_("Link text"), required=False, max_length=60)
    page = blocks.PageChooserBlock(label=_("Page"), required=False)

    class Meta:
        label = _("Safety banner")
        icon = "warning"
        preview_value: dict[str, Any] = {"text": None, "cta_label": "See directory"}


class AnnouncementBlock(blocks.StructBlock):
    """A banner repeated inside a page."""

    announcement = SourceSnippetBlock("cms.Announcement", label=_("Banner"))

    class Meta:
        label = _("Banner")
        icon = "info-circle"
        preview_value: dict[str, Any] = {"announcement": None}

    def represent(self, raw: dict[str, Any]) -> Needs[AnnouncementValueJson]:
        """Return `{"announcement"}` while the banner is public and runs."""
        pk = raw.get("announcement")
        banner = SnippetRef(pk, "cms.Announcement") if pk else None
        return Needs(banner, cast(AnnouncementValueJson, {"announcement": banner}))


class CollectionBlocks(blocks.StreamBlock):
    """What the service gathers by itself."""

    stat_row = StatRowBlock()
    partner_row = PartnerRowBlock()
    publication_list = PublicationListBlock()
    helpline_finder = HelplineFinderBlock()
