"""What the templates of the reading pages can say, beside Django's own. No queries."""

from datetime import date
from typing import Any

from babel.numbers import format_decimal
from babel.units import format_unit
from django import template
from django.utils import translation
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from cms.languages import codes, names
from cms.reading import dates, labels

register = template.Library()

WIDTHS = ("card", "medium", "large")


def reader() -> str:
    """Return the language that the page's own words are in, as BCP 47."""
    return codes.to_bcp47(translation.get_language() or codes.SOURCE)


@register.filter
def in_words(value: str | date | None, precision: str | None = None) -> SafeString | str:
    """Write a date as `<time>` in the reader's language."""
    text = dates.in_words(value, precision, reader())
    return format_html('<time datetime="{}">{}</time>', dates.machine_readable(value, precision), text) if text else ""


@register.filter
def event_time(event: dict[str, Any]) -> SafeString | str:
    """Write from when to when an event of the API takes place, in its own zone and the reader's language."""
    if not event.get("start"):
        return ""
    text = dates.span(event["start"], event["end"], event["zone"], reader())
    return format_html('<time datetime="{}">{}</time>', event["start"], text)


@register.filter
def duration(length: dict[str, Any]) -> str:
    """Write how long something takes: `{"value": 5, "unit": "days"}` as `5 days`."""
    return str(format_unit(length["value"], length["unit"].removesuffix("s"), locale=reader().replace("-", "_")))


@register.filter
def lang_of(code: Any) -> SafeString | str:
    """Return ` lang="en"` for a text whose language is known, with `dir` where that is not the reader's.

    Takes a code or an object of the API that says its language as `lang`, `content_language` or `locale`. The
    reader's own language is said too: around it may stand a text that fell back to another one.
    """
    if isinstance(code, dict):
        code = code.get("lang") or code.get("content_language") or code.get("meta", code).get("locale")
    if not code:
        return ""
    if names.direction(code) == names.direction(reader()):
        return format_html(' lang="{}"', code)
    return format_html(' lang="{}" dir="{}"', code, names.direction(code))


@register.filter
def language_name(code: str) -> str:
    """Name a language (BCP 47) in the reader's language."""
    return names.language_name(code, reader())


@register.filter
def foreign(item: Any) -> str:
    """Return the language code of a page or link that is not in the reader's language, else nothing."""
    code = (item or {}).get("meta", item or {}).get("locale") or ""
    return "" if code == reader() else str(code)


@register.filter
def named(code: str | None, kind: str) -> str:
    """Name a code; `kind` is a key of `labels.WORDS`."""
    return labels.label(code, kind)


@register.filter
def number(value: float) -> str:
    """Write a number with the separators of the reader's language."""
    return str(format_decimal(value, locale=reader().replace("-", "_")))


@register.filter
def rich(text: str | None) -> SafeString:
    """Mark rich text of the API as HTML: it was cleaned there."""
    return mark_safe(text or "")  # noqa: S308


@register.filter
def marked(match: dict[str, Any]) -> SafeString:
    """Draw a text of a hit with what was found in it marked."""
    text, end = match["text"], 0
    parts: list[tuple[str, str]] = []
    for start, stop in match["highlights"]:
        parts.append((text[end:start], text[start:stop]))
        end = stop
    return format_html("{}{}", format_html_join("", "{}<mark>{}</mark>", parts), text[end:])


@register.filter
def title_match(item: dict[str, Any]) -> dict[str, Any] | None:
    """Return the title of a hit with what matched in it, if anything did."""
    return next((match for match in item["matched"] if match["field"] == "title"), None)


@register.filter
def text_match(item: dict[str, Any]) -> dict[str, Any] | None:
    """Return the first text of a hit, title and labels aside, in which anything matched."""
    others = ("title", *labels.WORDS["filter"])
    return next((match for match in item["matched"] if match["field"] not in others), None)


@register.filter
def label_matches(item: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the labels for which a hit was found."""
    return [match for match in item["matched"] if match["field"] in labels.WORDS["filter"]]


@register.filter
def block_template(block: dict[str, Any]) -> list[str]:
    """Return where a block's template is; one without a template shows nothing."""
    return [f"reading/blocks/{block['type']}.html", "reading/blocks/unknown.html"]


@register.filter
def headings(body: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the headings of a body for its table of contents."""
    return [block for block in body if block["type"] == "heading" and block["id"]]


@register.filter
def goes_to(link: dict[str, Any] | None) -> str:
    """Return the address of `{"page": link | null, "url": address | null}`, or nothing."""
    if not link:
        return ""
    page = link.get("page") or {}
    return page.get("html_url") or page.get("meta", {}).get("html_url") or link.get("url") or ""


@register.filter
def called(link: dict[str, Any] | None) -> str:
    """Return what a link without a text of its own is called: the page's title, else the address."""
    page = (link or {}).get("page") or {}
    return page.get("title") or (link or {}).get("url") or ""


@register.simple_tag
def picture(image: dict[str, Any] | None, sizes: str = "100vw", lazy: bool = True) -> SafeString | str:
    """Draw `<picture>` from an image's renditions: WebP in three widths, JPEG for the rest."""
    renditions = (image or {}).get("renditions") or {}
    webp = {row["width"]: row for row in (renditions[name] for name in WIDTHS if name in renditions)}
    if image is None or not webp:
        return ""
    plain = renditions.get("card_jpeg") or renditions.get("large_jpeg") or next(iter(webp.values()))
    largest = webp[max(webp)]
    return format_html(
        '<picture><source type="image/webp" srcset="{}" sizes="{}">'
        '<img src="{}" alt="{}"{} width="{}" height="{}" decoding="async"{}></picture>',
        format_html_join(", ", "{} {}w", ((row["url"], width) for width, row in webp.items())),
        sizes,
        plain["url"],
        image["alt"],
        lang_of(image["alt_lang"]),
        largest["width"],
        largest["height"],
        mark_safe(' loading="lazy"') if lazy else "",
    )
