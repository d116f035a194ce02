"""Blocks of menus."""

from typing import Any, Literal, TypedDict

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.publishing.references import PageLink
from cms.streams.targets import one_target

STYLES = [("link", _("Link")), ("button", _("Button"))]


class MenuLinkJson(TypedDict):
    """A labelled way to a page or an address."""

    label: str
    page: PageLink | None
    url: str | None
    style: Literal["link", "button"]


class MenuEntryJson(MenuLinkJson):
    """An entry of the first level, with the entries below it."""

    children: list[MenuLinkJson]


class MenuLinkBlock(blocks.StructBlock):
    """A labelled way to a page or an address."""

    label = blocks.CharBlock(label=_("Label"), max_length=80)
    page = blocks.PageChooserBlock(label=_("Page"), required=False)
    url = blocks.URLBlock(label=_("or address"), required=False)
    style = blocks.ChoiceBlock(label=_("Style"), choices=STYLES, default="link")

    class Meta:
        label = _("Link")
        icon = "link"
        preview_value: dict[str, Any] = {
            "label": "Research library",
            "url": "https://example.org/library",
            "style": "link",
        }

    def clean(self, value: Any) -> Any:
        """Refuse an entry with both a page and an address.

        Raises:
            ValidationError: on `url`.
        """
        cleaned = super().clean(value)
        one_target(cleaned)
        return cleaned

    def represent(self, raw: dict[str, Any]) -> MenuLinkJson:
        """Return the link; its page is still a reference."""
        return {
            "label": raw.get("label", ""),
            "page": PageLink(raw["page"]) if raw.get("page") else None,
            "url": raw.get("url") or None,
            "style": raw.get("style") or "link",
        }


class MenuEntryBlock(MenuLinkBlock):
    """An entry of the first level, with the entries below it."""

    children = blocks.ListBlock(MenuLinkBlock(), label=_("Entries below"), default=[], collapsed=True)

    class Meta:
        label = _("Entry")
        icon = "list-ul"

    def represent(self, raw: dict[str, Any]) -> MenuEntryJson:
        """Return the link with its `children`."""
        child = self.child_blocks["children"].child_block
        items = [item.get("value", item) for item in raw.get("children") or []]
        return {**super().represent(raw), "children": [child.represent(item) for item in items]}


class MenuBlock(blocks.StreamBlock):
    """The entries of a menu, in order."""

    entry = MenuEntryBlock()

    class Meta:
        label = _("Menu")
