"""Words of each language that the search itself must know, in a data file beside this one."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from cms.analysis import fold

_FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Wording:
    """`light` words carry little meaning; phrases of `emergency` and `help` are typed by somebody who needs it.

    `alone` are that only where nothing else was typed. `countries` has names that CLDR has not, with their ISO codes.
    `known` are words that are too new for a dictionary.
    """

    light: frozenset[str] = frozenset()
    emergency: tuple[str, ...] = ()
    help: tuple[str, ...] = ()
    alone: frozenset[str] = frozenset()
    countries: Mapping[str, str] = field(default_factory=dict)
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
        emergency=tuple(fold(phrase) for phrase in words["emergency"]),
        help=tuple(fold(phrase) for phrase in words["help"]),
        alone=frozenset(fold(phrase) for phrase in words["alone"]),
        countries={fold(name): code for name, code in words.get("countries", {}).items()},
        known=frozenset(fold(words.get("known", "")).split()),
    )
