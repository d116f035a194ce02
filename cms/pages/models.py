"""The base of every page type."""

from functools import cache
from typing import Any, ClassVar, Literal

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, PublishingPanel
from wagtail.models import Page
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField, TranslatableField

from cms.pages import rendering, serializers
from cms.pages.fields import Facet, PageField, PageFilter, has_row
from cms.pages.forms import BasePageForm
from cms.pages.rows import ROWS, PageAudience, PageCountry, PageTopic
from cms.pages.texts import Column, Text, declared
from cms.publishing.references import ImageRef, LanguageName

Precision = Literal["day", "month", "year", "unknown", "minute"]
"""How exactly an item's own date is known."""


def topic_condition(values: list[str]) -> Q:
    """Pages of a topic or of a narrower one."""
    rows = PageTopic.objects.filter(Q(topic__code__in=values) | Q(topic__parent__code__in=values))
    return Q(pk__in=rows.values("page_id"))


class BasePage(Page):
    """What every page type shares (abstract: wagtail-localize does not support a swapped `Page`)."""

    social_image = models.ForeignKey(
        "cms.Image",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("picture for link previews"),
    )
    quick_exit = models.BooleanField(
        _("offer the quick exit"),
        default=False,
        help_text=_("Shows “leave this site” on the page. Use it where somebody at risk may be reading."),
    )

    base_form_class = BasePageForm
    show_in_menus_default = False

    class Meta:
        abstract = True

    search_fields: ClassVar[list[Any]] = [*Page.search_fields, index.FilterField("translation_key")]

    promote_panels: ClassVar[list[Any]] = [
        MultiFieldPanel(
            [
                FieldPanel("slug"),
                FieldPanel("seo_title"),
                FieldPanel("search_description"),
                FieldPanel("social_image"),
            ],
            _("For search engines and link previews"),
        ),
        FieldPanel("quick_exit"),
    ]
    settings_panels: ClassVar[list[Any]] = [
        PublishingPanel(),
        MultiFieldPanel([FieldPanel("embargo_until")], _("Embargo")),
    ]

    summary_field: ClassVar[str] = ""
    """The text field that a card shows as `summary`."""
    date_column: ClassVar[str] = ""
    """The column that orders lists of this type, newest first."""
    default_filters: ClassVar[dict[str, str]] = {}
    """Filters that hold on a list of exactly this type unless the request sets them."""

    searched_as: ClassVar[dict[str, Column]] = {"subtitle": "summary"}
    """Columns of the search index for texts other than the title and the summary; the rest is body."""
    searched_rows: ClassVar[tuple[str, ...]] = ()
    """The child relations that `searched_texts` reads, to be loaded in bulk."""

    own_api_fields: ClassVar[list[PageField]] = []
    """What a page type adds; `page_fields` puts it together with what all types share."""
    own_api_filters: ClassVar[list[PageFilter]] = []
    """The filters of a page type."""

    base_api_filters: ClassVar[list[PageFilter]] = [
        PageFilter(
            "topic",
            topic_condition,
            "Pages of a topic or of a narrower one.",
            vocabulary="cms.Topic",
            facet=Facet("topic_id", PageTopic.objects.all, broader="topic__parent_id"),
        ),
        PageFilter(
            "country",
            lambda values: has_row(PageCountry.objects.all(), country__code__in=values),
            "Pages about a country",
            vocabulary="cms.Country",
            facet=Facet("country_id", PageCountry.objects.all),
        ),
    ]

    base_translatable_fields: ClassVar[list[Any]] = [
        TranslatableField("title"),
        SynchronizedField("slug"),
        TranslatableField("seo_title"),
        TranslatableField("search_description"),
        SynchronizedField("show_in_menus", overridable=False),
        SynchronizedField("social_image"),
        SynchronizedField("quick_exit", overridable=False),
        *(SynchronizedField(name, overridable=False) for name in ROWS),
    ]
    locale_fields: ClassVar[list[str]] = []
    """Fields that each language keeps for itself, neither translated nor shared."""

    @classmethod
    @cache
    def page_fields(cls) -> list[PageField]:
        """Return every API field of this type in the order of the answer."""
        own = {field.name for field in cls.own_api_fields}
        return [*(field for field in base_fields() if field.name not in own), *cls.own_api_fields]

    @classmethod
    @cache
    def page_filters(cls) -> list[PageFilter]:
        """Return every filter of this type."""
        return [*cls.base_api_filters, *cls.own_api_filters]

    def card_date(self) -> tuple[str | None, str | None]:
        """Return the item's own date in ISO 8601 and its precision; two `None` where the type has no date."""
        return None, None

    def searched_texts(self) -> list[Text]:
        """Return what there is to search of this page: the fields in `search_fields`, and what a type adds."""
        return declared(self)

    def serve(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """Draw the page as the public sees it."""
        return rendering.render(self, request, preview=False)

    def serve_preview(self, request: Any, mode_name: str) -> Any:
        """Draw this draft; everything it points at is shown as the public sees it."""
        return rendering.render(self, request, preview=True)


def base_fields() -> list[PageField]:
    """Return the keys that every page type has."""
    return [
        PageField("title", card=True),
        PageField(
            "summary",
            lambda page: (getattr(page, page.summary_field) if page.summary_field else "") or None,
            str | None,
            card=True,
        ),
        PageField("date", lambda page: page.card_date()[0], str | None, card=True),
        PageField("date_precision", lambda page: page.card_date()[1], Precision | None, card=True),
        PageField("topics", serializers.topics, card=True, rows=("topic_rows",)),
        PageField("countries", serializers.countries, card=True, rows=("country_rows",)),
        PageField("cover", lambda page: None, ImageRef | None, card=True),
        PageField("languages", lambda page: [], list[LanguageName], card=True),
        PageField("social_image", serializers.social_image),
        PageField("quick_exit"),
    ]


AUDIENCE_FILTER = PageFilter(
    "audience",
    lambda values: has_row(PageAudience.objects.all(), audience__code__in=values),
    "Written for this audience.",
    vocabulary="cms.Audience",
    facet=Facet("audience_id", PageAudience.objects.all),
)
