"""An opening picture for page types: its fields with their panel, API field and place in the translation."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail_localize.fields import SynchronizedField, TranslatableField

from cms.pages.fields import PageField
from cms.pages.models import BasePage
from cms.publishing.references import ImageRef


def hero(page: Any) -> ImageRef | None:
    """Return the opening picture with the page's own alternative text."""
    return ImageRef(page.hero_image_id, alt=page.hero_alt or None) if page.hero_image_id else None


class HeroBasePage(BasePage):
    """A page with an opening picture, which is also its cover on lists."""

    hero_image = models.ForeignKey(
        "cms.Image", null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("picture")
    )
    hero_alt = models.CharField(_("alternative text of the picture"), max_length=250, blank=True)

    class Meta:
        abstract = True

    hero_panel: ClassVar[Any] = MultiFieldPanel([FieldPanel("hero_image"), FieldPanel("hero_alt")], _("Picture"))
    hero_field: ClassVar[PageField] = PageField("cover", hero, card=True)
    hero_translatable_fields: ClassVar[list[Any]] = [
        SynchronizedField("hero_image", overridable=False),
        TranslatableField("hero_alt"),
    ]
