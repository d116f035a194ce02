"""The front page of what lies below it."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.search import index
from wagtail_localize.fields import TranslatableField

from cms.pages.fields import PageField
from cms.pages.models import BasePage


class IndexPage(BasePage):
    """Introduces its children (abstract)."""

    intro = models.TextField(_("introduction"), blank=True, max_length=600)

    class Meta:
        abstract = True

    search_fields: ClassVar[list[Any]] = [*BasePage.search_fields, index.SearchField("intro")]
    content_panels: ClassVar[list[Any]] = [*BasePage.content_panels, FieldPanel("intro")]
    summary_field = "intro"
    own_api_fields: ClassVar[list[PageField]] = [PageField("intro")]
    translatable_fields: ClassVar[list[Any]] = [*BasePage.base_translatable_fields, TranslatableField("intro")]


def text_for_an_empty_list(help_text: Any) -> models.CharField[Any, Any]:
    """Return the column of what is said where a `ListPage` has nothing to list."""
    return models.CharField(_("text for an empty list"), max_length=200, blank=True, help_text=help_text)


class ListPage(IndexPage):
    """Introduces a list and has an `empty_text` (abstract)."""

    class Meta:
        abstract = True

    content_panels: ClassVar[list[Any]] = [*IndexPage.content_panels, FieldPanel("empty_text")]
    own_api_fields: ClassVar[list[PageField]] = [*IndexPage.own_api_fields, PageField("empty_text", null=True)]
    translatable_fields: ClassVar[list[Any]] = [*IndexPage.translatable_fields, TranslatableField("empty_text")]
