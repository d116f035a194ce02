"""The home page, one per language."""

from typing import Any, ClassVar, TypedDict

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, PageChooserPanel
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField, TranslatableField

from cms.blocks.bodies import HomeBody
from cms.pages.fields import PageField
from cms.pages.hero import HeroBasePage
from cms.pages.hero import hero as picture
from cms.pages.models import BasePage
from cms.publishing.references import ImageRef, PageLink
from cms.streams.fields import StreamField


class HeroLinkJson(TypedDict):
    """The link of the opening."""

    label: str
    page: PageLink | None
    url: str | None


class HeroJson(TypedDict):
    """The opening of a home page."""

    heading: str
    text: str | None
    image: ImageRef | None
    cta: HeroLinkJson | None


def hero(page: Any) -> HeroJson:
    """Return the opening; `cta` is null without a label."""
    cta: HeroLinkJson = {
        "label": page.hero_cta_label,
        "page": PageLink(page.hero_cta_page_id) if page.hero_cta_page_id else None,
        "url": page.hero_cta_url or None,
    }
    return {
        "heading": page.hero_heading,
        "text": page.hero_text or None,
        "image": picture(page),
        "cta": cta if page.hero_cta_label else None,
    }


class HomePage(HeroBasePage):
    """The front page of a language: a hero, then a stream of cards, figures and lists."""

    hero_heading = models.CharField(_("heading"), max_length=200)
    hero_text = models.TextField(_("text"), blank=True, max_length=500)
    hero_cta_label = models.CharField(_("link text"), max_length=60, blank=True)
    hero_cta_page = models.ForeignKey(
        "wagtailcore.Page", null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("page")
    )
    hero_cta_url = models.URLField(_("or address"), blank=True)
    body = StreamField(HomeBody(), blank=True, verbose_name=_("body"))

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    search_fields: ClassVar[list[Any]] = [
        *BasePage.search_fields,
        index.SearchField("hero_heading"),
        index.SearchField("hero_text"),
        index.SearchField("body"),
    ]

    content_panels: ClassVar[list[Any]] = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("hero_heading"),
                FieldPanel("hero_text"),
                FieldPanel("hero_cta_label"),
                PageChooserPanel("hero_cta_page"),
                FieldPanel("hero_cta_url"),
            ],
            _("Opening"),
        ),
        HeroBasePage.hero_panel,
        FieldPanel("body"),
    ]

    summary_field = "hero_text"
    own_api_fields: ClassVar[list[PageField]] = [
        HeroBasePage.hero_field,
        PageField("hero", hero),
        PageField("body"),
    ]

    translatable_fields: ClassVar[list[Any]] = [
        *(field for field in BasePage.base_translatable_fields if field.field_name != "slug"),
        *HeroBasePage.hero_translatable_fields,
        *(TranslatableField(name) for name in "hero_heading hero_text hero_cta_label body".split()),
        *(SynchronizedField(name, overridable=False) for name in "hero_cta_page hero_cta_url".split()),
    ]
    locale_fields: ClassVar[list[str]] = ["slug"]

    parent_page_types = ["wagtailcore.Page"]

    def clean(self) -> None:
        """Refuse two targets of the opening's link.

        Raises:
            ValidationError: on `hero_cta_url`.
        """
        super().clean()
        if self.hero_cta_page_id and self.hero_cta_url:
            raise ValidationError({"hero_cta_url": _("Choose a page or enter an address, not both.")})

    @classmethod
    def can_create_at(cls, parent: Any) -> bool:
        """Allow one home page; those of the other languages are its translations."""
        return super().can_create_at(parent) and not cls._default_manager.filter(depth=2).exists()
