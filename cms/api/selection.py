"""The `fields=` parameter of API v2: `title,-slug,topics(code),*,_`, nested to depth 2."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from cms.api.parameters import Parameter
from cms.api.problems import Problem, bad_parameter, error_row, nearest

Keys = Mapping[str, frozenset[str] | None]
"""What can be chosen: each key with those inside it, None where there may be any."""

MAX_DEPTH = 2
FIELDS = Parameter(
    name="fields",
    description=(
        "Which keys an item has: names by commas, `-name` to leave one out, `*` for all, `_` for none but those named,"
        f" `name(inner,…)` for keys inside, {MAX_DEPTH} levels deep. It may"
        " leave out keys that a schema requires."
    ),
    min_length=0,
    example="title,summary,topics(code)",
)
_TOKEN = re.compile(r"\s*(?:(-?[A-Za-z_][A-Za-z0-9_-]*)|([(),*]))")


@dataclass
class Selection:
    """What `fields=` asks for at one level. `nested` holds the inner selections by name."""

    everything: bool = False
    nothing: bool = False
    add: list[str] = field(default_factory=list)
    remove: list[str] = field(default_factory=list)
    nested: dict[str, "Selection"] = field(default_factory=dict)

    def choose(self, available: Iterable[str], default: Iterable[str]) -> list[str]:
        """Return the chosen names in the order of `available`; others are passed over."""
        available = list(available)
        chosen = set(available if self.everything else () if self.nothing else default)
        chosen = (chosen | set(self.add) | set(self.nested)) - set(self.remove)
        return [name for name in available if name in chosen]

    def check(self, keys: Keys) -> None:
        """Make sure that everything named is declared, whatever the values at hand are.

        Raises:
            Problem: 400 naming each unknown field and the nearest known one.
        """
        if unknown := dict(self._unknown(keys)):
            rows = [error_row("fields", f"{name} is not a field here.", near) for name, near in unknown.items()]
            raise Problem(400, f"fields: unknown fields: {', '.join(unknown)}.", rows)

    def _unknown(self, keys: Keys) -> Iterator[tuple[str, str | None]]:
        for name in (*self.add, *self.remove, *self.nested):
            if name not in keys:
                yield name, nearest(name, keys)
        for name, inner in self.nested.items():
            known = keys.get(name)
            if known is not None:
                wrong = (word for word in (*inner.add, *inner.remove) if word not in known)
                yield from ((f"{name}({word})", nearest(word, known)) for word in wrong)

    def trim(self, value: Any) -> Any:
        """Keep the chosen keys of a finished JSON object, or of each object of a list.

        As in API v2, the keys of an item's `meta` are chosen beside its own.
        """
        if isinstance(value, list):
            return [self.trim(row) for row in value]
        if not isinstance(value, dict):
            return value
        meta = value.get("meta") or {}
        available = [*meta, *value]
        names = set(self.choose(available, available)) - {"meta"}
        rest = self._chosen(meta, names)
        return {**self._chosen(value, {*names, "meta"}), "meta": rest} if rest else self._chosen(value, names)

    def _chosen(self, value: Mapping[str, Any], names: set[str]) -> dict[str, Any]:
        return {
            name: self.nested[name].trim(inner) if name in self.nested else inner
            for name, inner in value.items()
            if name in names
        }


def parse(text: str) -> Selection:
    """Read the parameter.

    Raises:
        Problem: 400 with the place where it cannot be read, or when it is nested too deep.
    """
    words = list(_words(text))
    selection, position = _level(words, 0, 1)
    if position != len(words):
        raise bad_parameter("fields", "A closing bracket is too much.")
    return selection


def _words(text: str) -> Iterable[str]:
    position = 0
    while position < len(text.rstrip()):
        match = _TOKEN.match(text, position)
        if match is None:
            raise bad_parameter("fields", f"Cannot read it from character {position + 1} on.")
        position = match.end()
        yield match.group(1) or match.group(2)


def _level(words: list[str], position: int, depth: int) -> tuple[Selection, int]:
    if depth > MAX_DEPTH:
        raise bad_parameter("fields", f"Fields can be nested {MAX_DEPTH} levels deep.")
    selection = Selection()
    expect_name = True
    while position < len(words) and words[position] != ")":
        word = words[position]
        position += 1
        if word == ",":
            expect_name = True
            continue
        if not expect_name or word == "(":
            raise bad_parameter("fields", f"A comma is missing before {word!r}.")
        expect_name = False
        if position < len(words) and words[position] == "(":
            inner, position = _level(words, position + 1, depth + 1)
            if position >= len(words):
                raise bad_parameter("fields", "A closing bracket is missing.")
            position += 1
            selection.nested[word] = inner
        else:
            _note(selection, word)
    return selection, position


def _note(selection: Selection, word: str) -> None:
    if word == "*":
        selection.everything = True
    elif word == "_":
        selection.nothing = True
    elif word.startswith("-"):
        selection.remove.append(word[1:])
    else:
        selection.add.append(word)
