"""What may have been meant by words that nothing visible holds.

A word is offered only if it stands as it is in something visible that readers are shown: not a word for search, nor
another form of what is not public. All candidates are asked for that before any is left out.

What the language knows is not corrected (`cms.search.lexicon`). Of words as many slips away the one comes first in
which every letter that was typed stands in its order, or that sounds alike, then the more frequent. Where the language
has a nearer word than anything here, that was meant: only forms of it are offered.
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
from cms.search import bits, labels, lexicon
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
_ALIKE = [
    (re.compile(r"(.)\1"), r"\1"),
    (re.compile("ph"), "f"),
    (re.compile("c(?=[eiy])|z"), "s"),
    (re.compile("qu|c"), "k"),
    (re.compile("v"), "b"),
    (re.compile("g(?=[ei])"), "j"),
    (re.compile("h"), ""),
]
"""Letters of English and Spanish that are taken for one another."""

Slips = tuple[int, bool]
"""How many lie between two words, and whether they are other than letters left out or taken for others."""


@dataclass
class Words:
    """The words of a language that the index has seen, public or not, and of labels, with their terms.

    `named` are those of names in any language.
    """

    language: str
    terms: dict[str, str]
    sounds: dict[str, list[str]] = field(default_factory=dict)
    shown: dict[str, labels.Shown] = field(default_factory=dict)
    named: frozenset[str] = frozenset()

    @cached_property
    def spellings(self) -> list[str]:
        """The words themselves."""
        return list(self.terms)


def corrected(query: Query, matcher: Matcher) -> str:
    """Return the query as typed with each word that nothing visible holds replaced by the nearest that it may be.

    Empty where there is none. Words in quotes are meant as they are.
    """
    places = {unit.first for unit, fields in matcher.matches(query) if not fields and len(unit.terms) == 1}
    spans = _spans(query, places)
    if not spans:
        return ""
    known = kept(("words", query.language), lambda: _read(query.language))
    replaced: dict[tuple[int, int], str] = {}
    for start, stop in spans:
        is_free = all(stop <= other[0] or other[1] <= start for other in replaced)
        if is_free and (word := _nearest(query.text, query.terms[start:stop], known, matcher)):
            replaced[start, stop] = word
    text = query.text
    for (start, stop), word in sorted(replaced.items(), reverse=True):
        text = text[: query.terms[start].start] + word + text[query.terms[stop - 1].end :]
    return text if text != query.text else ""


def _spans(query: Query, places: set[int]) -> list[tuple[int, int]]:
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
    return sorted(spans, key=lambda span: (span[0] - span[1], span))


def _is_one(query: Query, span: tuple[int, int], places: set[int]) -> bool:
    """Say whether terms may have been meant as one word: one that is not found, or characters that make none."""
    typed = query.terms[slice(*span)]
    if all(_is_chinese(term.exact) for term in typed):
        is_word = len(typed) == 1 and not _is_cut(typed[0].exact)
        return not is_word and sum(len(term.exact) for term in typed) <= LONGEST_HEARD
    return len(typed) == 1 and span[0] in places


def _is_cut(word: str) -> bool:
    return len(word) == 1 and _is_chinese(word)


def _nearest(text: str, typed: tuple[analysis.Term, ...], known: Words, matcher: Matcher) -> str:
    word = "".join(term.exact for term in typed)
    for candidates in _candidates(word, known):
        counts = _frequencies(candidates, known, matcher)
        for one in sorted((word for word in candidates if counts[word]), key=lambda one: (-counts[one], one)):
            if written := _written(one, known, matcher):
                return _cased(written, text[typed[0].start : typed[-1].end])
    return ""


def _candidates(word: str, known: Words) -> Iterator[list[str]]:
    """Give words that sound so, then others by their slips; nothing for what is a word itself."""
    heard = [one for one in known.sounds.get(analysis.sound(word) or word, ()) if _is_heard(word, one)]
    near = {} if _is_chinese(word) else _near(word, known.spellings)
    if not (heard or near) or word in known.named or lexicon.knows(word, known.language):
        return
    if heard:
        yield heard
    meant = _near(word, lexicon.beginning(word[0], known.language)) if near else {}
    for slips in sorted(set(near.values())):
        nearer = {labels.terms(other, known.language)[0].text for other, others in meant.items() if others < slips}
        alike = [one for one in near if near[one] == slips and (not nearer or known.terms[one] in nearer)]
        if alike:
            yield alike


def _is_heard(word: str, other: str) -> bool:
    """Say whether a Chinese word may be meant that sounds so: by pinyin, or by characters half of which are right."""
    return not _is_chinese(word) or len(word) <= 2 * sum(map(str.__eq__, word, other)) < 2 * len(word)


def _near(word: str, others: list[str]) -> dict[str, Slips]:
    """Return those of other words that a few slips make of one."""
    most = 2 if len(word) >= LONG else 1 if len(word) >= SHORT else 0
    if not most:
        return {}
    from rapidfuzz import process  # 6 MB that most processes need for no query
    from rapidfuzz.distance import OSA

    found = process.extract(word, others, scorer=OSA.distance, score_cutoff=most, limit=None)
    return {other: (int(distance), not _is_like(word, other)) for other, distance, _place in found}


def _is_like(word: str, other: str) -> bool:
    """Say whether a word has all letters of another in their order, or sounds alike."""
    letters = iter(other)
    return all(letter in letters for letter in word) or _sounding(word) == _sounding(other)


def _sounding(word: str) -> str:
    """Return Western letters in which those are the same that are taken for one another."""
    for letters, one in _ALIKE:
        word = letters.sub(one, word)
    return word


def _frequencies(words: list[str], known: Words, matcher: Matcher) -> dict[str, int]:
    """Return in how many visible entries each of the words stands, by its term or in a label."""
    terms = sorted({known.terms[word] for word in words})
    found: dict[str, int] = {}
    for start in range(0, len(terms), _AT_ONCE):
        part = terms[start : start + _AT_ONCE]
        found.update(zip(part, matcher.holders(part), strict=True))
    return {word: (found[known.terms[word]] | _labelled(word, known, matcher)).bit_count() for word in words}


def _labelled(word: str, known: Words, matcher: Matcher) -> int:
    """Return the visible entries that have a value in whose label a word stands."""
    return labels.holders_of(known.shown[word].values) & matcher.visible if word in known.shown else 0


def _written(word: str, known: Words, matcher: Matcher) -> str:
    """Return a folded word as readers are shown it, with its accents; nothing where they are not. Two queries."""
    if _labelled(word, known, matcher):
        return known.shown[word].text.lower()
    border = "" if _is_chinese(word) else _LETTER
    pattern = re.compile(f"(?<!{border}){re.escape(word)}(?!{border})" if border else re.escape(word))
    for text in _shown(word, known.terms[word], matcher):
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
    """Read all words of a language. One query, besides those for labels."""
    shown = {word: one for word, one in labels.shown_words(language).items() if not _is_chinese(word)}
    terms, sounds = {word: one.term for word, one in shown.items()}, defaultdict(list)
    for word, term, sound in SearchWord.objects.filter(language=language).values_list("word", "term", "sound"):
        terms[word] = term
        if sound:
            sounds[sound.replace(" ", "")].append(word)
    return Words(language, terms, dict(sounds), shown, lexicon.named())
