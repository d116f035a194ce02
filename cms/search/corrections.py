"""What may have been meant by words that nothing visible holds.

A word is offered only if it stands as it is in something visible that readers are shown: not a word for search, nor
another form of what is not public. All candidates are asked for that before any is left out.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice

from cms import analysis
from cms.media.models import DocumentPage
from cms.publishing.version import kept
from cms.search import bits
from cms.search.bits import either
from cms.search.matching import EXACT, Matcher, Unit
from cms.search.models import SearchEntry, SearchWord
from cms.search.queries import Query

LONG, SHORT = 6, 4
"""From so many letters on, two slips are forgiven, or one."""
LONGEST_HEARD = 6
"""Chinese characters in a row that may have been meant as one word that sounds so."""
MOST_READ = 20
"""So many entries, and pages of PDFs, are read to see whether a word stands in them."""
_AT_ONCE = 60
_LETTER = r"[^\W\d_]"
_CJK = ("\u3400", "\u9fff")


@dataclass
class Words:
    """The words of a language that the index has seen, public or not, with their terms."""

    terms: dict[str, str]
    sounds: dict[str, list[str]] = field(default_factory=dict)

    @cached_property
    def spellings(self) -> list[str]:
        """The words themselves."""
        return list(self.terms)


def corrected(query: Query, matcher: Matcher) -> str:
    """Return the query as typed with each word that nothing visible holds replaced by the nearest that it may be.

    Empty where there is none. Words in quotes are meant as they are.
    """
    places = {unit.first for unit, fields in matcher.matches(query) if not fields and len(unit.terms) == 1}
    replaced: dict[tuple[int, int], str] = {}
    for start, stop in _spans(query, places):
        is_free = all(stop <= other[0] or other[1] <= start for other in replaced)
        if is_free and (word := _nearest(query.text, query.terms[start:stop], query.language, matcher)):
            replaced[start, stop] = word
    text = query.text
    for (start, stop), word in sorted(replaced.items(), reverse=True):
        text = text[: query.terms[start].start] + word + text[query.terms[stop - 1].end :]
    return text if text != query.text else ""


def _spans(query: Query, places: set[int]) -> Iterator[tuple[int, int]]:
    """Give what to correct, longer spans first: words, and rows of Chinese, which wrong characters cut wrongly."""
    spans: list[tuple[int, int]] = []
    place = 0
    for group in query.groups:
        last = place + len(group.terms)
        doubted = {one for one in range(place, last) if one in places or _is_cut(query.terms[one].exact)}
        if group.kind != "phrase":
            found = ((start, end) for start in range(place, last) for end in range(start + 1, last + 1))
            spans += [span for span in found if _is_one(query, span, places) and doubted & set(range(*span))]
        place = last
    return iter(sorted(spans, key=lambda span: (span[0] - span[1], span)))


def _is_one(query: Query, span: tuple[int, int], places: set[int]) -> bool:
    """Say whether terms may have been meant as one word: one that is not found, or a few Chinese characters."""
    typed = query.terms[slice(*span)]
    if all(_is_chinese(term.exact) for term in typed):
        return sum(len(term.exact) for term in typed) <= LONGEST_HEARD
    return len(typed) == 1 and span[0] in places


def _is_cut(word: str) -> bool:
    return len(word) == 1 and _is_chinese(word)


def _nearest(text: str, typed: tuple[analysis.Term, ...], language: str, matcher: Matcher) -> str:
    word = "".join(term.exact for term in typed)
    known = kept(("words", language), lambda: _read(language))
    for candidates in _candidates(word, known):
        counts = _frequencies(candidates, known, matcher)
        for one in sorted((word for word in candidates if counts[word]), key=lambda one: (-counts[one], one)):
            if written := _written(one, known.terms[one], matcher):
                return _cased(written, text[typed[0].start : typed[-1].end])
    return ""


def _candidates(word: str, known: Words) -> Iterator[list[str]]:
    """Give words that sound so, then those one slip away, then those two."""
    if heard := [one for one in known.sounds.get(analysis.sound(word) or word, ()) if one != word]:
        yield heard
    most = 0 if _is_chinese(word) else 2 if len(word) >= LONG else 1 if len(word) >= SHORT else 0
    if not most:
        return
    from rapidfuzz import process  # 6 MB that most processes need for no query
    from rapidfuzz.distance import OSA

    by_distance: dict[int, list[str]] = defaultdict(list)
    found = process.extract(word, known.spellings, scorer=OSA.distance, score_cutoff=most, limit=None)
    for spelling, distance, _place in found:
        by_distance[int(distance)].append(spelling)
    yield from (by_distance[distance] for distance in sorted(by_distance))


def _frequencies(words: list[str], known: Words, matcher: Matcher) -> dict[str, int]:
    """Return in how many visible entries each of the words stands, by its term."""
    terms = sorted({known.terms[word] for word in words})
    counts: dict[str, int] = {}
    for start in range(0, len(terms), _AT_ONCE):
        part = terms[start : start + _AT_ONCE]
        counts.update(zip(part, matcher.frequency(part), strict=True))
    return {word: counts[known.terms[word]] for word in words}


def _written(word: str, term: str, matcher: Matcher) -> str:
    """Return a folded word as readers are shown it, with its accents; nothing where they are not. Two queries."""
    border = "" if _is_chinese(word) else _LETTER
    pattern = re.compile(f"(?<!{border}){re.escape(word)}(?!{border})" if border else re.escape(word))
    for text in _shown(word, term, matcher):
        if match := pattern.search(analysis.fold(text)):
            return text[slice(*match.span())].lower()
    return ""


def _shown(word: str, term: str, matcher: Matcher) -> Iterator[str]:
    """Give visible texts in which a word may stand, those of the newest entries first, then those of PDFs."""
    unit = Unit((term,), word if word != term else "", words=(word,))
    fields = matcher.texts(unit)
    members = fields.get(EXACT, 0) if unit.exact else either(fields.values())
    keys = list(islice(bits.keys(members), MOST_READ))
    for texts in SearchEntry.objects.filter(pk__in=keys).order_by("-pk").values_list("texts", flat=True):
        yield from (text for _field, text in texts)
    sheets = list(islice(matcher.sheets(unit), MOST_READ))
    yield from DocumentPage.objects.filter(pk__in=sheets).order_by("-pk").values_list("text", flat=True)


def _cased(word: str, typed: str) -> str:
    """Return a word in the case in which it was typed."""
    if len(typed) > 1 and typed.isupper():
        return word.upper()
    return word.capitalize() if typed[:1].isupper() else word


def _is_chinese(word: str) -> bool:
    return any(_CJK[0] <= character <= _CJK[1] for character in word)


def _read(language: str) -> Words:
    """Read all words of a language. One query."""
    terms, sounds = {}, defaultdict(list)
    for word, term, sound in SearchWord.objects.filter(language=language).values_list("word", "term", "sound"):
        terms[word] = term
        if sound:
            sounds[sound.replace(" ", "")].append(word)
    return Words(terms, dict(sounds))
