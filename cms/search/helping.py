"""Whether somebody who searches needs help, and in which country."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from babel import Locale

from cms.analysis import fold
from cms.languages import names
from cms.search.wording import languages, wording

_WORDS = re.compile(r"[^\W_]+")
_COUNTRY = re.compile("(?!EU|EZ|QO|UN|XA|XB|ZZ)[A-Z]{2}")
_UNSPACED = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True)
class Need:
    """What a query asks for besides results. `country` is an ISO code, empty where it names none."""

    kind: Literal["emergency", "help"]
    country: str = ""


def needed(text: str) -> Need | None:
    """Say whether a query names an emergency or asks for help, in any of the languages.

    >>> needed("línea de ayuda Guatemala")
    Need(kind='help', country='GT')
    """
    typed = _Typed(text)
    if any(map(typed.has, _phrases("emergency"))):
        return Need("emergency", country_in(text))
    is_alone = any(typed.run in wording(language).alone for language in languages())
    if is_alone or any(map(typed.has, _phrases("help"))):
        return Need("help", country_in(text))
    return None


def country_in(text: str) -> str:
    """Return the ISO code of the country that a text names in any of the languages, the longest name first."""
    typed = _Typed(text)
    return next((code for name, code in _countries() if typed.has(name)), "")


def country_names() -> list[str]:
    """Return the folded names of all countries in all languages."""
    return [name.text.strip() for name, _code in _countries()]


class _Phrase(NamedTuple):
    """A folded phrase; in scripts that have spaces it stands between two, so that it is found as whole words."""

    text: str
    is_spaced: bool

    @classmethod
    def of(cls, folded: str) -> "_Phrase":
        is_spaced = not _UNSPACED.search(folded)
        return cls(_spaced(folded) if is_spaced else folded, is_spaced)


class _Typed:
    """A text as phrases are looked for in it."""

    def __init__(self, text: str) -> None:
        folded = fold(text.replace("’", "").replace("'", ""))
        self.words = _spaced(folded)
        self.run = "".join(_WORDS.findall(folded))

    def has(self, phrase: _Phrase) -> bool:
        return phrase.text in (self.words if phrase.is_spaced else self.run)


def _spaced(folded: str) -> str:
    return f" {' '.join(_WORDS.findall(folded))} "


@lru_cache
def _phrases(kind: Literal["emergency", "help"]) -> tuple[_Phrase, ...]:
    """Return the phrases of a kind in all languages."""
    return tuple(_Phrase.of(phrase) for language in languages() for phrase in getattr(wording(language), kind))


@lru_cache
def _countries() -> tuple[tuple[_Phrase, str], ...]:
    """Return the folded names of all countries with their codes, longest first."""
    codes = [code for code in map(str, Locale("en").territories) if _COUNTRY.fullmatch(code)]
    found = {fold(names.country_name(code, language)): code for language in languages() for code in codes}
    for language in languages():
        found.update(wording(language).countries)
    longest_first = sorted(found.items(), key=lambda pair: (-len(pair[0]), pair))
    return tuple((_Phrase.of(name), code) for name, code in longest_first)
