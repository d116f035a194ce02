"""Publications: the heart of the service (study §2.2)."""

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    PageChooserPanel,
    TabbedInterface,
)
from wagtail.models import Orderable
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField, TranslatableField

from cms.blocks.bodies import ArticleBody
from cms.languages import names
from cms.pages.fields import PageField
from cms.pages.models import BasePage
from cms.pages.rows import rows
from cms.pages.texts import Text
from cms.streams.fields import StreamField
from cms.streams.plain import lines
from cms.taxonomy.models import ResourceType
from library import filters, serializers


class PublicationPage(BasePage):
    """A report, toolkit, law review or other item of the library, with its files in many languages."""

    class Precision(models.TextChoices):
        UNKNOWN = "unknown", _("Year not known")
        YEAR = "year", _("Year")
        MONTH = "month", _("Month")
        DAY = "day", _("Day")

    class Access(models.TextChoices):
        FREE = "free", _("Free")
        REGISTRATION = "registration", _("After registration")

    class Notice(models.TextChoices):
        NONE = "none", _("None")
        SENSITIVE = "sensitive", _("Describes abuse")

    subtitle = models.CharField(_("subtitle"), max_length=255, blank=True)
    original_title = models.CharField(
        _("original title"),
        max_length=255,
        blank=True,
        help_text=_("For citation, where the publisher's title differs."),
    )
    original_language = models.CharField(
        _("original language"), max_length=12, choices=names.language_choices(), default="en"
    )
    summary = models.TextField(
        _("summary"), max_length=400, help_text=_("Two or three sentences of our own, for lists and search results.")
    )
    body = StreamField(ArticleBody(), blank=True, verbose_name=_("body"))
    cover_image = models.ForeignKey(
        "cms.Image", null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("cover")
    )
    cover_alt = models.CharField(
        _("alternative text of the cover"),
        max_length=250,
        blank=True,
        help_text=_("What the cover shows. Leave empty to use the picture's own text."),
    )
    resource_type = models.ForeignKey(
        ResourceType, on_delete=models.PROTECT, related_name="+", verbose_name=_("kind of publication")
    )
    authors_text = models.CharField(
        _("authors"), max_length=255, blank=True, help_text=_("As named on the publication.")
    )
    publication_year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    publication_month = models.PositiveSmallIntegerField(_("month"), null=True, blank=True)
    publication_day = models.PositiveSmallIntegerField(_("day"), null=True, blank=True)
    date_precision = models.CharField(
        _("date known to the"), max_length=10, choices=Precision.choices, default=Precision.YEAR
    )
    publication_date = models.DateField(null=True, editable=False, db_index=True)
    edition_number = models.PositiveSmallIntegerField(_("edition number"), null=True, blank=True)
    edition_label = models.CharField(
        _("edition"), max_length=60, blank=True, help_text=_("As readers see it, for example: 10th edition.")
    )
    supersedes = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("replaces the edition"),
    )
    is_current_edition = models.BooleanField(
        _("current edition"), default=True, help_text=_("Earlier editions stay reachable but leave the default list.")
    )
    superseded_note = models.CharField(_("note on earlier editions"), max_length=300, blank=True)
    series = models.ForeignKey(
        "cms.Series", null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("series")
    )
    series_number = models.PositiveSmallIntegerField(_("number in the series"), null=True, blank=True)
    is_global = models.BooleanField(_("about the whole world"), default=False)
    own_publication = models.BooleanField(
        _("published by this organisation"),
        null=True,
        blank=True,
        help_text=_("Unknown means: decided by the publishers below."),
    )
    external_url = models.URLField(_("page elsewhere"), blank=True)
    access = models.CharField(_("access"), max_length=20, choices=Access.choices, default=Access.FREE)
    featured = models.BooleanField(_("featured"), default=False)
    featured_order = models.PositiveSmallIntegerField(_("order among featured"), default=100)
    licence_note = models.CharField(_("terms of use"), max_length=300, blank=True)
    citation = models.CharField(_("citation"), max_length=500, blank=True)
    review_due = models.DateField(_("review due"), null=True, blank=True)
    content_notice = models.CharField(_("content notice"), max_length=10, choices=Notice.choices, default=Notice.NONE)
    content_notice_text = models.CharField(_("text of the notice"), max_length=300, blank=True)
    search_terms = models.TextField(
        _("words for search"), blank=True, help_text=_("Old terms, acronyms and spellings. Never shown.")
    )

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        indexes = [models.Index(fields=["is_current_edition", "publication_date"])]

    search_fields: ClassVar[list[Any]] = [
        *BasePage.search_fields,
        index.SearchField("subtitle"),
        index.SearchField("original_title"),
        index.SearchField("summary"),
        index.SearchField("body"),
        index.SearchField("search_terms"),
        index.FilterField("publication_year"),
    ]

    content_panels: ClassVar[list[Any]] = [
        *BasePage.content_panels,
        FieldPanel("subtitle"),
        FieldPanel("summary"),
        MultiFieldPanel([FieldPanel("cover_image"), FieldPanel("cover_alt")], _("Cover")),
        FieldPanel("body"),
        MultiFieldPanel([FieldPanel("content_notice"), FieldPanel("content_notice_text")], _("Content notice")),
    ]
    file_panels: ClassVar[list[Any]] = [
        HelpPanel(
            content=_(
                "One list of files serves every language of this page. Say of each file which language it is in."
            )
        ),
        InlinePanel("files", heading=_("Files"), label=_("File")),
        MultiFieldPanel([FieldPanel("external_url"), FieldPanel("access")], _("Elsewhere")),
    ]
    detail_panels: ClassVar[list[Any]] = [
        FieldPanel("resource_type", widget=forms.Select),
        MultiFieldPanel(
            [
                FieldPanel("date_precision"),
                FieldRowPanel(
                    [FieldPanel("publication_year"), FieldPanel("publication_month"), FieldPanel("publication_day")]
                ),
            ],
            _("Date of publication"),
        ),
        InlinePanel("organisation_rows", heading=_("Publishers, authors, partners"), label=_("Organisation")),
        FieldPanel("authors_text"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("edition_number"), FieldPanel("edition_label")]),
                PageChooserPanel("supersedes", "library.PublicationPage"),
                FieldPanel("is_current_edition"),
                FieldPanel("superseded_note"),
            ],
            _("Edition"),
        ),
        MultiFieldPanel([FieldPanel("series"), FieldPanel("series_number")], _("Series")),
        MultiFieldPanel([FieldPanel("original_title"), FieldPanel("original_language")], _("Original")),
        MultiFieldPanel([FieldPanel("licence_note"), FieldPanel("citation")], _("Terms and citation")),
    ]
    topic_panels: ClassVar[list[Any]] = [
        InlinePanel("topic_rows", heading=_("Topics"), label=_("Topic"), min_num=1),
        InlinePanel("audience_rows", heading=_("For whom"), label=_("Audience")),
        InlinePanel("context_rows", heading=_("Contexts"), label=_("Context")),
        InlinePanel("country_rows", heading=_("Countries"), label=_("Country")),
        FieldPanel("is_global"),
        InlinePanel("related_rows", heading=_("Related pages"), label=_("Page"), max_num=6),
        FieldPanel("search_terms"),
    ]
    promote_panels: ClassVar[list[Any]] = [
        *BasePage.promote_panels,
        MultiFieldPanel([FieldPanel("featured"), FieldPanel("featured_order")], _("Featured")),
        FieldPanel("own_publication"),
        InlinePanel("legacy_urls", heading=_("Old addresses"), label=_("Address")),
    ]
    settings_panels: ClassVar[list[Any]] = [*BasePage.settings_panels, FieldPanel("review_due")]

    edit_handler = TabbedInterface(
        [
            ObjectList(content_panels, heading=_("Content")),
            ObjectList(file_panels, heading=_("Files")),
            ObjectList(detail_panels, heading=_("Details")),
            ObjectList(topic_panels, heading=_("Topics")),
            ObjectList(promote_panels, heading=_("Promote")),
            ObjectList(settings_panels, heading=_("Settings")),
        ]
    )

    summary_field = "summary"
    searched_rows = ("files",)
    date_column = "publication_date"
    default_filters: ClassVar[dict[str, str]] = {"current": "1"}
    own_api_fields: ClassVar[list[PageField]] = serializers.FIELDS
    own_api_filters: ClassVar[list[Any]] = filters.FILTERS

    translatable_fields: ClassVar[list[Any]] = [
        *BasePage.base_translatable_fields,
        *(
            TranslatableField(name)
            for name in (
                "subtitle summary body cover_alt edition_label superseded_note licence_note content_notice_text"
                " search_terms"
            ).split()
        ),
        *(
            SynchronizedField(name, overridable=False)
            for name in (
                "original_title original_language cover_image resource_type authors_text publication_year"
                " publication_month publication_day date_precision publication_date edition_number supersedes"
                " is_current_edition series series_number is_global own_publication external_url access featured"
                " featured_order citation review_due content_notice files legacy_urls"
            ).split()
        ),
    ]

    parent_page_types = ["library.LibraryIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    def clean(self) -> None:
        """Check the date against its precision.

        Raises:
            ValidationError: on the part of the date at fault.
        """
        super().clean()
        needed = {"year": 1, "month": 2, "day": 3}.get(self.date_precision, 0)
        parts = ["publication_year", "publication_month", "publication_day"]
        for name in parts[:needed]:
            if getattr(self, name) is None:
                raise ValidationError({name: _("Needed for this precision of the date.")})
        for name in parts[needed:]:
            if getattr(self, name) is not None:
                raise ValidationError({name: _("Leave this empty, or choose a finer precision of the date.")})
        try:
            self._first_day()
        except ValueError:
            raise ValidationError({parts[needed - 1]: _("This is not a date of the calendar.")}) from None

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        """Keep the sortable date in step with its parts, for drafts too."""
        super().full_clean(*args, **kwargs)
        self.publication_date = self._first_day()

    def _first_day(self) -> date | None:
        if self.publication_year is None:
            return None
        return date(self.publication_year, self.publication_month or 1, self.publication_day or 1)

    def searched_texts(self) -> list[Text]:
        """Add the authors and the titles of files, and say what is in another language or never shown."""
        names = {
            "original_title": Text("names", "original_title", self.original_title, language=self.original_language),
            "search_terms": Text("names", "search_terms", lines(self.search_terms), shown=False),
        }
        texts = [names.get(text.field, text) for text in super().searched_texts()]
        if self.authors_text:
            texts.append(Text("names", "authors_text", self.authors_text))
        files = [row for row in rows(self, "files") if row.title_override]
        return [*texts, *(Text("files", "files", row.title_override, language=row.language) for row in files)]

    def card_date(self) -> tuple[str | None, str | None]:
        """Return the date in ISO 8601 reduced to what is known: `2019`, `2019-08`, `2019-08-15`."""
        if self.publication_year is None:
            return None, None
        length = {"year": 4, "month": 7, "day": 10}.get(self.date_precision, 4)
        return self._first_day().isoformat()[:length], self.date_precision  # type: ignore[union-attr]


class PublicationFile(Orderable):
    """A file of a publication in one language; the same list for every locale."""

    class Kind(models.TextChoices):
        FULL = "full", _("Full text")
        SUMMARY = "summary", _("Summary")
        BRIEF = "brief_overview", _("Brief overview")
        ANNEX = "annex", _("Annex")
        FORM = "form", _("Form")

    class TranslationStatus(models.TextChoices):
        ORIGINAL = "original", _("Original")
        OFFICIAL = "official", _("Official translation")
        UNOFFICIAL = "unofficial", _("Unofficial translation")
        MACHINE = "machine", _("Machine translation")

    page = ParentalKey(PublicationPage, on_delete=models.CASCADE, related_name="files")
    language = models.CharField(_("language"), max_length=12, choices=names.language_choices())
    document = models.ForeignKey(
        "cms.Document", null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("document")
    )
    external_url = models.URLField(_("or address elsewhere"), blank=True)
    title_override = models.CharField(
        _("title"), max_length=255, blank=True, help_text=_("Only where it differs from the page's title.")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.FULL)
    translation_status = models.CharField(
        _("translation"), max_length=12, choices=TranslationStatus.choices, default=TranslationStatus.ORIGINAL
    )
    source_edition = models.PositiveSmallIntegerField(
        _("made from edition"), null=True, blank=True, help_text=_("Where it is older than the current edition.")
    )

    class Meta(Orderable.Meta):
        verbose_name = _("file")
        verbose_name_plural = _("files")
        constraints = [
            models.CheckConstraint(
                condition=Q(document__isnull=False) | ~Q(external_url=""), name="file_has_document_or_address"
            )
        ]

    panels = [
        FieldRowPanel([FieldPanel("language"), FieldPanel("kind"), FieldPanel("translation_status")]),
        FieldPanel("document"),
        FieldPanel("external_url"),
        FieldRowPanel([FieldPanel("title_override"), FieldPanel("source_edition")]),
    ]

    def clean(self) -> None:
        """Ask for exactly one place where the file is.

        Raises:
            ValidationError: on `document`.
        """
        super().clean()
        if bool(self.document_id) == bool(self.external_url):
            raise ValidationError({"document": _("Choose a document or enter an address, not both.")})


class LegacyUrl(Orderable):
    """An address that the publication had before."""

    page = ParentalKey(PublicationPage, on_delete=models.CASCADE, related_name="legacy_urls")
    path = models.CharField(
        _("old address"), max_length=255, help_text=_("From the first slash on, for example /?p=702.")
    )

    panels = [FieldPanel("path")]
