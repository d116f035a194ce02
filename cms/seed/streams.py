"""Bodies: from the blocks written in content files to stored stream values, and their translations.

Stored values are complete (every child of a struct is there) and carry the same ids at every build.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date
from typing import Any

from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from cms.blocks.gathered import TermBlock
from cms.blocks.links import ResourceBlock
from cms.seed import richtext
from cms.seed.content import Place
from cms.seed.names import Names, day, moment

Raw = Any

UNTRANSLATED = "\ue000"
"""Stands in a translated value where the files have no text; no translation is made from it."""

NEUTRAL = {"publisher", "person"}
"""Names, which stay as they are where a translation does not give them; so do titles of resources elsewhere."""


@dataclass
class Writer:
    """Writes one body. `key` makes ids, `since` is the day that relative dates count from."""

    names: Names
    key: str
    since: date
    used_pictures: dict[str, int] = field(default_factory=dict)

    def stream(self, block: blocks.BaseStreamBlock, items: list[dict[str, Any]], place: Place) -> list[Raw]:
        """Return `[{"type", "value", "id"}]`.

        Raises:
            ContentError: for an unknown block or key, or a name that stands for nothing.
        """
        return [self._stream_item(block, item, place / number, number) for number, item in enumerate(items)]

    def _stream_item(self, block: blocks.BaseStreamBlock, item: Any, place: Place, number: int) -> Raw:
        if not isinstance(item, dict) or item.get("type") not in block.child_blocks:
            known = ", ".join(block.child_blocks)
            raise (place / "type").error(f"must be one of {known}")
        child = block.child_blocks[item["type"]]
        value: Any = {key: item[key] for key in item if key != "type"}
        if not isinstance(child, blocks.BaseStructBlock):
            place.no_other_keys(value, {"value"})
            place, value = place / "value", value.get("value")
        elif set(value) == {"value"} and isinstance(value["value"], dict):
            value = value["value"]
        return {"type": item["type"], "value": self.value(child, value, place, f"{self.key}/{number}"),
                "id": richtext.stable_id(self.key, number)}  # fmt: skip

    def value(self, block: blocks.Block, value: Any, place: Place, key: str) -> Raw:
        """Return the stored form of one value; `None` stands for one that was left out."""
        if isinstance(block, ImageBlock):
            return self._image(value, place)
        if isinstance(block, blocks.BaseStructBlock):
            return self._struct(block, value or {}, place, key)
        if isinstance(block, blocks.ListBlock):
            return self._list(block, value or [], place, key)
        if value is None:
            return _empty(block)
        return self._leaf(block, value, place, key)

    def _struct(self, block: blocks.BaseStructBlock, value: dict[str, Any], place: Place, key: str) -> Raw:
        if not isinstance(value, dict):
            raise place.error("must be a table")
        if "image" in block.child_blocks and "image" not in value and "picture" in value:
            value = {**value, "image": {name: value[name] for name in _PICTURE if name in value}}
            value = {name: value[name] for name in value if name not in _PICTURE}
        place.no_other_keys(value, set(block.child_blocks))
        return {
            name: self.value(child, value.get(name), place / name, f"{key}/{name}")
            for name, child in block.child_blocks.items()
        }

    def _list(self, block: blocks.ListBlock, items: list[Any], place: Place, key: str) -> list[Raw]:
        return [
            {
                "type": "item",
                "value": self.value(block.child_block, item, place / number, f"{key}/{number}"),
                "id": richtext.stable_id(key, number),
            }
            for number, item in enumerate(items)
        ]

    def _image(self, value: Any, place: Place) -> Raw:
        if value is None:
            return {"image": None, "alt_text": None, "decorative": None}
        value = {"picture": value} if isinstance(value, str) else value
        place.no_other_keys(value, set(_PICTURE))
        colour = value.get("picture", "")
        variant = self.used_pictures[colour] = self.used_pictures.get(colour, 0) + 1
        picture = self.names.picture("picture", colour, variant, place / "picture")
        decorative = value.get("decorative", not value.get("alt"))
        return {"image": picture, "alt_text": value.get("alt", ""), "decorative": decorative}

    def _leaf(self, block: blocks.Block, value: Any, place: Place, key: str) -> Raw:
        for kind, write in self._writers():
            if isinstance(block, kind):
                return write(block, value, place, key)
        return value

    def _writers(self) -> list[tuple[type[blocks.Block], Callable[..., Raw]]]:
        return [
            (blocks.RichTextBlock, lambda block, value, place, key: richtext.html(value, key, self.names, place)),
            (blocks.PageChooserBlock, lambda block, value, place, key: self.names.page(value, place)),
            (DocumentChooserBlock, lambda block, value, place, key: self.names.document(value, place)),
            (
                SnippetChooserBlock,
                lambda block, value, place, key: self.names.snippet(block.target_model._meta.label, value, place),
            ),
            (TermBlock, lambda block, value, place, key: self._code(value, place)),
            (blocks.DateTimeBlock, lambda block, value, place, key: _iso(moment(value, self.since, place))),
            (blocks.DateBlock, lambda block, value, place, key: day(value, self.since, place).isoformat()),
            (blocks.ChoiceBlock, _choice),
            (blocks.BooleanBlock, _instance(bool, "true or false")),
            (blocks.IntegerBlock, _instance(int, "a whole number")),
            (blocks.FieldBlock, _instance(str, "a text")),
        ]

    def _code(self, value: Any, place: Place) -> str:
        known = {code for _label, code in self.names.terms}
        if place.key.endswith("kind"):
            from cms.helplines.models import Helpline

            known = set(Helpline.Kind.values)
        if value not in known:
            raise place.error(f"no term has the code {value!r}")
        return str(value)


_PICTURE = ("picture", "alt", "decorative")


def _empty(block: blocks.Block) -> Raw:
    """Return what the editor's form stores for an empty input."""
    value = block.get_prep_value(block.get_default())
    texts = (blocks.CharBlock, blocks.TextBlock, blocks.URLBlock, blocks.RichTextBlock, blocks.ChoiceBlock)
    return "" if value is None and isinstance(block, texts) else value


def _iso(value: Any) -> str:
    return str(value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))


def _choice(block: Any, value: Any, place: Place, _key: str) -> str:
    choices = block.field.choices
    known = {str(code) for code, _label in choices}
    if value not in known:
        raise place.error(f"must be one of {', '.join(sorted(filter(None, known)))}")
    return str(value)


def _instance(kind: type, wanted: str) -> Callable[..., Raw]:
    def check(block: blocks.Block, value: Any, place: Place, key: str) -> Raw:
        if not isinstance(value, kind):
            raise place.error(f"must be {wanted}")
        return value

    return check


# Translations


@dataclass(frozen=True)
class Overlay:
    """Lays translated texts over an English body. A `strict` one wants every text."""

    strict: bool

    def stream(
        self, block: blocks.BaseStreamBlock, items: list[dict[str, Any]], texts: list[Any], place: Place
    ) -> list[dict[str, Any]]:
        """Return the items with their texts replaced, still in the files' own form.

        Raises:
            ContentError: where the shape differs from the English one, or a text is missing in a strict overlay.
        """
        self._same_length(items, texts, place, "blocks")
        return [
            self._stream_item(block.child_blocks[item["type"]], item, _at(texts, number), place / number)
            for number, item in enumerate(items)
        ]

    def text(self, english: Any, text: Any, place: Place) -> Any:
        """Return the translation of a field's text, which is a list where the English one is."""
        write = self._paragraphs if isinstance(english, list) else self._text
        return write(english, text, place)

    def _stream_item(self, block: blocks.Block, item: dict[str, Any], text: Any, place: Place) -> dict[str, Any]:
        text = {} if text is None else text
        if not isinstance(block, blocks.BaseStructBlock):
            text = text.get("value") if isinstance(text, dict) else text
            return {**item, "value": self.value(block, item.get("value"), text, place)}
        if not isinstance(text, dict):
            raise place.error("must be a table of texts, as in English")
        text = {key: text[key] for key in text if key != "type"}
        inner = {key: item[key] for key in item if key != "type"}
        return {**self._struct(block, inner, text, place), "type": item["type"]}

    def value(self, block: blocks.Block, english: Any, text: Any, place: Place) -> Any:
        """Return the translated value where `english` is text, and `english` itself where it is not."""
        if english is None or isinstance(block, (blocks.ChooserBlock, blocks.ChoiceBlock, blocks.URLBlock, TermBlock)):
            return english
        if isinstance(block, ImageBlock):
            return self._image(english, text or {}, place)
        if isinstance(block, blocks.BaseStructBlock):
            return self._struct(block, english, text or {}, place)
        if isinstance(block, blocks.ListBlock):
            return self._list(block, english, text or [], place)
        if isinstance(block, blocks.RichTextBlock):
            return self._paragraphs(english, text, place)
        if isinstance(block, (blocks.CharBlock, blocks.TextBlock)):
            return self._text(english, text, place)
        return english

    def _struct(self, block: Any, english: dict[str, Any], texts: Any, place: Place) -> dict[str, Any]:
        if not isinstance(texts, dict):
            raise place.error("must be a table of texts, as in English")
        place.no_other_keys(texts, set(english))
        neutral = NEUTRAL | {"title"} if isinstance(block, ResourceBlock) else NEUTRAL
        return {
            name: value
            if name in neutral and not texts.get(name)
            else self.value(block.child_blocks[name], value, texts.get(name), place / name)
            if name in block.child_blocks
            else self._text(value, texts.get(name), place / name)
            if name == "alt"
            else value
            for name, value in english.items()
        }

    def _image(self, english: Any, texts: Any, place: Place) -> Any:
        if isinstance(english, str) or not english.get("alt"):
            return english
        return {**english, "alt": self._text(english["alt"], texts.get("alt"), place / "alt")}

    def _list(self, block: blocks.ListBlock, english: list[Any], texts: Any, place: Place) -> list[Any]:
        if _has_no_text(block.child_block):
            return english
        if not isinstance(texts, list):
            raise place.error("must be a list, as in English")
        self._same_length(english, texts, place, "items")
        return [
            self.value(block.child_block, item, _at(texts, number), place / number)
            for number, item in enumerate(english)
        ]

    def _paragraphs(self, english: Any, texts: Any, place: Place) -> Any:
        lines = richtext.paragraphs(english, place)
        given = [texts] if isinstance(texts, str) else list(texts or [])
        self._same_length(lines, given, place, "paragraphs")
        made = []
        for number, line in enumerate(lines):
            bullet = richtext.BULLET if line.startswith(richtext.BULLET) else ""
            text = self._text(line, _at(given, number), place / number)
            made.append(bullet + text.removeprefix(richtext.BULLET))
        return made

    def _text(self, english: Any, text: Any, place: Place) -> Any:
        if not english:
            return english
        if text is not None and not isinstance(text, str):
            raise place.error("must be a text")
        if text:
            return text
        if self.strict:
            raise place.error("is missing in a complete translation")
        return UNTRANSLATED

    def _same_length(self, english: Any, texts: list[Any], place: Place, what: str) -> None:
        if len(texts) > len(english) or (self.strict and len(texts) != len(english)):
            raise place.error(f"has {len(texts)} {what}, English has {len(english)}")


def _at(texts: list[Any], number: int) -> Any:
    return texts[number] if number < len(texts) else None


def _has_no_text(block: blocks.Block) -> bool:
    return isinstance(block, blocks.ChooserBlock)
