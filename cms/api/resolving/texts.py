"""Rich text: links and pictures in it follow the reader's language and show only what is public.

A link to something that is not public leaves its text behind, never an address or a title (research L4).
"""

import html
import re
from functools import partial
from typing import Any

import nh3
from wagtail.admin.rich_text.converters.markdown_db import MarkdownConverter

from cms.api.resolving.tree import Composed, Key
from cms.publishing.references import DocumentRef, ImageRef, PageLink

_SPECIAL = re.compile(r"<a\b([^>]*)>(.*?)</a>|<embed\b([^>]*)/?>(?:</embed>)?", re.DOTALL)
_ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')
_KEY = re.compile(r'\sdata-block-key="[^"]*"')
TAGS = {"p", "br", "hr", "h2", "h3", "h4", "h5", "h6", "ol", "ul", "li", "b", "strong", "i", "em", "a", "img",
        "sub", "sup", "code", "blockquote", "del"}  # fmt: skip
ATTRIBUTES = {"a": {"href", "hreflang", "lang"}, "img": {"src", "alt", "lang", "width", "height"}}


def rich_texts(resolver: Any, keys: list[Key]) -> dict[Key, Any]:
    """Resolve `RichText`s. No query: what they point at is resolved in the next pass."""
    return {key: composed(key[0].source, resolver.frame.rich_text_format) for key in keys}


def composed(source: str, form: str) -> Composed:
    """Split stored rich text at its references."""
    parts: list[Any] = []
    makers: list[Any] = []
    position = 0
    for match in _SPECIAL.finditer(source):
        parts.append(source[position : match.start()])
        makers.append(str)
        reference, maker = _special(match)
        parts.append(reference)
        makers.append(maker)
        position = match.end()
    parts.append(source[position:])
    makers.append(str)
    return Composed(parts, partial(_assemble, makers, form))


def _special(match: re.Match[str]) -> tuple[Any, Any]:
    attributes = {name: html.unescape(value) for name, value in _ATTRIBUTE.findall(match[1] or match[3] or "")}
    inner = match[2] or ""
    pk = attributes.get("id", "")
    if match[1] is not None:
        if attributes.get("linktype") == "page" and pk.isdigit():
            return PageLink(int(pk)), partial(_page_link, inner)
        if attributes.get("linktype") == "document" and pk.isdigit():
            return DocumentRef(int(pk)), partial(_document_link, inner)
        return None, partial(_plain_link, inner, attributes.get("href", ""))
    if attributes.get("embedtype") == "image" and pk.isdigit():
        return ImageRef(int(pk), alt=attributes.get("alt")), _image
    return None, lambda _value: ""


def _page_link(inner: str, page: dict[str, Any] | None) -> str:
    if not page or not page["html_url"]:
        return inner
    language = "" if "requested_locale" not in page else f' hreflang="{page["locale"]}"'
    return f'<a href="{html.escape(page["html_url"])}"{language}>{inner}</a>'


def _document_link(inner: str, document: dict[str, Any] | None) -> str:
    return f'<a href="{html.escape(document["url"])}">{inner}</a>' if document else inner


def _plain_link(inner: str, href: str, _value: Any) -> str:
    return f'<a href="{html.escape(href)}">{inner}</a>' if href else inner


def _image(image: dict[str, Any] | None) -> str:
    if not image or "medium" not in image["renditions"]:
        return ""
    picture = image["renditions"]["medium"]
    language = f' lang="{image["alt_lang"]}"' if image["alt_lang"] else ""
    return (
        f'<img src="{html.escape(picture["url"])}" alt="{html.escape(image["alt"])}"{language}'
        f' width="{picture["width"]}" height="{picture["height"]}">'
    )


def _assemble(makers: list[Any], form: str, values: list[Any]) -> str:
    text = "".join(make(value) for make, value in zip(makers, values, strict=True))
    clean = nh3.clean(
        _KEY.sub("", text),
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel=None,
    )
    if form == "markdown":
        return str(MarkdownConverter().from_database_format(clean, resolved=True)).strip()
    return clean
