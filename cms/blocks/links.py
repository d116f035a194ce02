"""Ways to other places: cards, curated lists, calls to action."""

from typing import Any, TypedDict, cast

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock

from cms.languages import names
from cms.publishing.references import Badge, ImageRef, Needs, PageCard, PageLink, When
from cms.streams import walk
from cms.streams.targets import one_target


class CardValueJson(TypedDict):
    """A card. `content_language` (BCP 47) where it is not in the page's language."""

    eyebrow: str | None
    title: str
    text: str | None
    cta_label: str | None
    page: PageLink | None
    url: str | None
    image: ImageRef | None
    content_language: str | None


class ResourceValueJson(TypedDict):
    """A row of a curated list: something of ours, or something elsewhere."""

    page: PageCard | None
    title: str | None
    url: str | None
    publisher: str | None
    note: str | None
    badge: Badge | None


class RespondNowValueJson(TypedDict):
    """What to do at once when something has happened."""

    heading: str
    steps: list[str]
    page: PageLink | None
    cta_label: str | None


class CardBlock(blocks.StructBlock):
    """A card of the home page or of a grid. It can be in another language, and last for a season."""

    eyebrow = blocks.CharBlock(label=_("Line above the title"), required=False, max_length=120)
    title = blocks.CharBlock(label=_("Title"), max_length=160)
    text = blocks.TextBlock(label=_("Text"), required=False, max_length=500)
    cta_label = blocks.CharBlock(label=_("Link text"), required=False, max_length=60)
    page = blocks.PageChooserBlock(label=_("Page"), required=False)
    url = blocks.URLBlock(label=_("or address"), required=False)
    image = ImageBlock(label=_("Picture"), required=False)
    content_language = blocks.ChoiceBlock(
        label=_("Language of this card"),
        choices=names.language_choices,
        required=False,
        help_text=_("Only where it differs from the page's language."),
    )
    show_from = blocks.DateTimeBlock(label=_("Shown from"), required=False)
    show_until = blocks.DateTimeBlock(label=_("Shown until"), required=False)

    class Meta:
        label = _("Card")
        icon = "form"
        preview_value: dict[str, Any] = {
            "title": "Education portal",
            "text": "Resources for schools.",
            "cta_label": "Open",
        }

    def clean(self, value: Any) -> Any:
        """Check the target and the season.

        Raises:
            StructBlockValidationError: on `url` or `show_until`.
        """
        cleaned = super().clean(value)
        one_target(cleaned)
        if cleaned.get("show_from") and cleaned.get("show_until") and cleaned["show_until"] <= cleaned["show_from"]:
            message = _("The card must end after it starts.")
            raise blocks.StructBlockValidationError({"show_until": ValidationError(message)})
        return cleaned

    def represent(self, raw: dict[str, Any]) -> When[CardValueJson]:
        """Return the card, shown only in its season; its dates are not told."""
        card = walk.struct(self, raw)
        show_from, show_until = card.pop("show_from"), card.pop("show_until")
        card["content_language"] = card["content_language"] or None
        return When(cast(CardValueJson, card), show_from, show_until)


class CardGridBlock(blocks.StructBlock):
    """Cards side by side."""

    heading = blocks.CharBlock(label=_("Heading"), required=False, max_length=120)
    cards = blocks.ListBlock(CardBlock(), label=_("Cards"))

    class Meta:
        label = _("Cards")
        icon = "grip"
        preview_value: dict[str, Any] = {"heading": "Start here", "cards": [{"title": "Education portal"}]}


class CtaBlock(blocks.StructBlock):
    """A band with a heading and a button."""

    heading = blocks.CharBlock(label=_("Heading"), max_length=160)
    text = blocks.TextBlock(label=_("Text"), required=False, max_length=400)
    cta_label = blocks.CharBlock(label=_("Button"), max_length=60)
    page = blocks.PageChooserBlock(label=_("Page"), required=False)
    url = blocks.URLBlock(label=_("or address"), required=False)

    class Meta:
        label = _("Call to action")
        icon = "pick"
        preview_value: dict[str, Any] = {
            "heading": "Help children",
            "cta_label": "Donate",
            "url": "https://example.org",
        }

    def clean(self, value: Any) -> Any:
        """Check the target.

        Raises:
            StructBlockValidationError: on `url`.
        """
        cleaned = super().clean(value)
        one_target(cleaned)
        return cleaned


class ResourceBlock(blocks.StructBlock):
    """A row of a curated list: something of ours, or something elsewhere."""

    page = blocks.PageChooserBlock(label=_("Page or publication"), required=False)
    title = blocks.CharBlock(
        label=_("Title"),
        required=False,
        max_length=200,
        help_text=_("Needed for an address elsewhere; replaces a page's own title."),
    )
    url = blocks.URLBlock(label=_("or address"), required=False)
    publisher = blocks.CharBlock(label=_("Publisher"), required=False, max_length=120)
    note = blocks.TextBlock(label=_("Note"), required=False, max_length=300)
    badge = blocks.ChoiceBlock(
        label=_("Badge"), choices=[("key", _("Key resource")), ("new", _("New"))], required=False
    )
    new_until = blocks.DateBlock(label=_("“New” ends on"), required=False)

    class Meta:
        label = _("Resource")
        icon = "doc-full-inverse"

    def clean(self, value: Any) -> Any:
        """Ask for one target, for a title of what is elsewhere, and for an end of “new”.

        Raises:
            StructBlockValidationError: on the child at fault.
        """
        cleaned = super().clean(value)
        one_target(cleaned)
        errors = {}
        if not cleaned.get("page") and not cleaned.get("url"):
            errors["page"] = ValidationError(_("Choose a page or enter an address."))
        if cleaned.get("url") and not cleaned.get("title"):
            errors["title"] = ValidationError(_("Enter a title for the address."))
        if cleaned.get("badge") == "new" and not cleaned.get("new_until"):
            errors["new_until"] = ValidationError(_("Enter the last day of the “new” badge; it then ends by itself."))
        if errors:
            raise blocks.StructBlockValidationError(errors)
        return cleaned

    def represent(self, raw: dict[str, Any]) -> ResourceValueJson | Needs[ResourceValueJson]:
        """Return the row with the page's card; a badge whose time is over is null.

        A row of a page that is not public is left out, unless the editor gave it a title: that is then text.
        """
        badge = raw.get("badge") or ""
        page = PageCard(raw["page"]) if raw.get("page") else None
        row: ResourceValueJson = {
            "page": page,
            "title": raw.get("title") or None,
            "url": raw.get("url") or None,
            "publisher": raw.get("publisher") or None,
            "note": raw.get("note") or None,
            "badge": Badge(badge, raw.get("new_until")) if badge else None,
        }
        return Needs(page, row) if page and not row["title"] else row


class ResourceListBlock(blocks.StructBlock):
    """Resources in an editor's order."""

    heading = blocks.CharBlock(label=_("Heading"), required=False, max_length=160)
    intro = blocks.TextBlock(label=_("Introduction"), required=False, max_length=500)
    items = blocks.ListBlock(ResourceBlock(), label=_("Resources"))

    class Meta:
        label = _("Resource list")
        icon = "list-ol"
        preview_value: dict[str, Any] = {"heading": "Key resources", "items": []}


class RespondNowBlock(blocks.StructBlock):
    """What to do at once when something has happened."""

    heading = blocks.CharBlock(label=_("Heading"), max_length=160)
    steps = blocks.ListBlock(blocks.CharBlock(label=_("Step"), max_length=300), label=_("Steps"))
    page = blocks.PageChooserBlock(label=_("Page with more"), required=False)
    cta_label = blocks.CharBlock(label=_("Link text"), required=False, max_length=60)

    class Meta:
        label = _("Respond now")
        icon = "warning"
        preview_value: dict[str, Any] = {"heading": "If a child tells you", "steps": ["Listen.", "Report."]}

    def represent(self, raw: dict[str, Any]) -> RespondNowValueJson:
        """Return heading, steps and the link."""
        return {
            "heading": raw.get("heading", ""),
            "steps": [walk.list_item(item) for item in raw.get("steps") or []],
            "page": PageLink(raw["page"]) if raw.get("page") else None,
            "cta_label": raw.get("cta_label") or None,
        }


class LinkBlocks(blocks.StreamBlock):
    """Ways to other places."""

    card_grid = CardGridBlock()
    resource_list = ResourceListBlock()
    respond_now = RespondNowBlock()
    cta = CtaBlock()
