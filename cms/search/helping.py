"""Whether somebody who searches needs help, of which kind, and in which country."""

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, starmap
from typing import NamedTuple

from babel import Locale

from cms.analysis import fold
from cms.languages import names
from cms.search.wording import languages, wording
from cms.search.wording.signs import KINDS, UNSPACED, Kind, Typed

LONGEST = 1000
"""Characters of a text that are read."""
_COUNTRY = re.compile("(?!EU|EZ|QO|UN|XA|XB|ZZ)[A-Z]{2}")


@dataclass(frozen=True)
class Need:
    """What a query asks for besides results. `country` is an ISO code, empty where it names none."""

    kind: Kind
    country: str = ""


def needed(text: str) -> Need | None:
    """Say what help a query asks for, the most urgent it may be, in any of the languages.

    >>> needed("línea de ayuda Guatemala")
    Need(kind='help', country='GT')
    """
    typed = Typed.of(text[:LONGEST])
    place = _place_in(typed)
    read = [(signs, signs.read(typed)) for language in languages() if (signs := wording(language).signs)]
    for kind in KINDS:
        if any(signs.has(kind, own, place.text) for signs, own in read):
            return Need(kind, place.code)
    return None


def country_names() -> list[str]:
    """Return the folded names of all countries in all languages."""
    return [place.text.strip() for places in _places().values() for place in places]


class _Place(NamedTuple):
    """A country by one of its names, folded; in scripts that have spaces it stands between two, as whole words."""

    text: str
    is_spaced: bool
    code: str

    @classmethod
    def of(cls, name: str, code: str) -> "_Place":
        typed = Typed.of(name)
        is_spaced = not UNSPACED.search(typed.run)
        return cls(typed.words if is_spaced else typed.run, is_spaced, code)

    def is_in(self, typed: Typed) -> bool:
        return self.text in (typed.words if self.is_spaced else typed.run)


_NOWHERE = _Place("", True, "")


def _place_in(typed: Typed) -> _Place:
    """Return the country that a text names in any of the languages, by the longest name."""
    places = _places()
    likely = chain.from_iterable(places.get(word, ()) for word in {"", *typed.words.split()})
    found = (place for place in likely if place.is_in(typed))
    return max(found, key=lambda place: (len(place.text), place.text), default=_NOWHERE)


@lru_cache
def _places() -> dict[str, list[_Place]]:
    """Return all countries by the first words of their names; those without spaces by none."""
    codes = [code for code in map(str, Locale("en").territories) if _COUNTRY.fullmatch(code)]
    found = {fold(names.country_name(code, language)): code for language in languages() for code in codes}
    for language in languages():
        found.update(wording(language).countries)
    by_word: dict[str, list[_Place]] = defaultdict(list)
    for place in starmap(_Place.of, found.items()):
        by_word[place.text.split()[0] if place.is_spaced else ""].append(place)
    return dict(by_word)
