"""Words of each language that the search itself must know, in a data file beside this one."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from cms.analysis import fold
from cms.search.wording.signs import Signs

_FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Wording:
    """`light` words carry little meaning; `signs` are of somebody who needs help.

    `countries` has names that CLDR has not, with their ISO codes. `known` are words that are too new for a dictionary.
    """

    light: frozenset[str] = frozenset()
    countries: Mapping[str, str] = field(default_factory=dict)
    signs: Signs | None = None
    known: frozenset[str] = frozenset()


@lru_cache
def wording(language: str) -> Wording:
    """Return the words of a language (BCP 47), folded; none for a language without a file."""
    return _read(_FOLDER / f"{language}.toml") if language in languages() else Wording()


@lru_cache
def languages() -> tuple[str, ...]:
    """Return the languages that have a file."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.toml")))


def _read(path: Path) -> Wording:
    words = tomllib.loads(path.read_text(encoding="utf-8"))
    return Wording(
        light=frozenset(fold(words["light"]).split()),
        countries={fold(name): code for name, code in words.get("countries", {}).items()},
        signs=Signs(words),
        known=frozenset(fold(words.get("known", "")).split()),
    )
