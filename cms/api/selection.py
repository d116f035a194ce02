"""The `fields=` parameter of API v2: `title,-slug,topics(code),*,_`, nested to depth 2."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from cms.api.parameters import Parameter
from cms.api.problems import Problem, bad_parameter, error_row, nearest

MAX_DEPTH = 2
FIELDS = Parameter(
    name="fields",
    description=(
        "Which keys an item has: names by commas, `-name` to leave one out, `*` for all, `_` for none but those named,"
        f" `name(inner,…)` for keys inside, {MAX_DEPTH} levels deep."
    ),
    min_length=0,
    example="title,summary,topics(code)",
)
_TOKEN = re.compile(r"\s*(?:(-?[A-Za-z_][A-Za-z0-9_]*)|([(),*]))")


@dataclass
class Selection:
    """What `fields=` asks for at one level. `nested` holds the inner selections by name."""

    everything: bool = False
    nothing: bool = False
    add: list[str] = field(default_factory=list)
    remove: list[str] = field(default_factory=list)
    nested: dict[str, "Selection"] = field(default_factory=dict)

    def choose(self, available: Iterable[str], default: Iterable[str], known: Iterable[str] = ()) -> list[str]:
        """Return the chosen names in the order of `available`. Those that are only `known` are passed over.

        Raises:
            Problem: 400 naming each unknown field and the nearest known one.
        """
        available = list(available)
        allowed = {*available, *known}
        unknown = [name for name in [*self.add, *self.remove, *self.nested] if name not in allowed]
        if unknown:
            rows = [error_row("fields", f"{name} is not a field here.", nearest(name, allowed)) for name in unknown]
            raise Problem(400, f"fields: unknown fields: {', '.join(dict.fromkeys(unknown))}.", rows)
        chosen = set(available if self.everything else () if self.nothing else default)
        chosen = (chosen | set(self.add) | set(self.nested)) - set(self.remove)
        return [name for name in available if name in chosen]

    def trim(self, value: Any) -> Any:
        """Keep the chosen keys of a finished JSON object or of each object of a list."""
        if isinstance(value, list):
            return [self.trim(row) for row in value]
        if not isinstance(value, dict):
            return value
        names = self.choose(value, value)
        return {name: self.nested[name].trim(value[name]) if name in self.nested else value[name] for name in names}


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
