"""The search: which visible entries a query finds, and in which order. The same on every database.

Everything that is counted, for the rarity of a word as for a correction, is counted among the entries that the caller
says are visible. What is not public therefore changes no answer.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from math import ceil, log2

from cms import analysis
from cms.publishing.version import kept
from cms.search import bits, corrections, expansion, shown, values
from cms.search.gathering import gathered
from cms.search.matching import (
    EXACT,
    LABEL,
    LABEL_WORD,
    PAPER,
    SHORT,
    Fields,
    Matcher,
    Unit,
    either,
    every,
    neighbours,
    units,
)
from cms.search.models import SearchEntry
from cms.search.queries import Query, parse
from cms.search.wording import wording

WEIGHTS = {
    "title": 10, LABEL: 6, "names": 6, "summary": 4, LABEL_WORD: 2, "body": 2, "files": 1.5, PAPER: 1, EXACT: 0.5,
}  # fmt: skip
"""What a word counts for, times its rarity, by where it stands."""
SIDE_BY_SIDE = {"title": 6, "names": 3, "summary": 3}
"""What it counts for besides that the words stand as they were typed."""
WHOLE_IN_TITLE = 4
OTHER_WORDS = (0.7, 0.6, 0.5, 0.4)
"""What a hit counts that has only another wording of the query."""
SOME_OF_THE_WORDS = 0.6
"""The share of the words that a hit must have where nothing has all of them."""
RECENT = ((1, 3), (4, 2), (9, 1))
"""Age in years up to which an entry gains how much; one without a year gains as one in the middle."""
WITHOUT_YEAR = 2
CURRENT = 4
FINE = 4
"""Scores are whole numbers: this many to the point."""
REFINED = 50
"""So many of the first are ordered by how much of their titles the query names."""
TITLE_SHARE = 0.4


@dataclass(frozen=True)
class Found:
    """What a search found among the visible entries.

    `hits` is a set of keys; `terms` are the index terms to mark in texts. With `partial` nothing has all of the words,
    and these have some. `did_you_mean` is the corrected query that these are hits for, empty where none was needed.
    """

    query: Query
    hits: int = 0
    terms: frozenset[str] = frozenset()
    partial: bool = False
    did_you_mean: str = ""
    scores: bits.Scores = field(default_factory=bits.Scores, repr=False)

    @property
    def total(self) -> int:
        """How many hits there are."""
        return self.hits.bit_count()

    def page(self, offset: int, limit: int, among: int | None = None) -> list[int]:
        """Return a window of the hits' keys, best first; with `among`, of those hits that are in this set."""
        hits = self.hits if among is None else self.hits & among
        if offset >= REFINED or limit <= 0:
            return self.scores.ordered(hits, offset, limit)
        first = self._refined(self.scores.ordered(hits, 0, REFINED))[offset : offset + limit]
        rest = max(0, offset + limit - REFINED)
        return first + (self.scores.ordered(hits, REFINED, rest) if rest else [])

    def _refined(self, keys: Sequence[int]) -> list[int]:
        """Put those first of whose title the query names more, an exact title before all. One query."""
        titles = shown.titles(keys)
        typed = tuple(term.text for term in self.query.terms)

        def rank(key: int) -> tuple[bool, float]:
            terms, heavy = _title_terms(titles.get(key, ""), self.query.language)
            share = sum(text in self.terms for text in heavy) / len(heavy) if heavy else 0.0
            return terms == typed, self.scores.of(key) * (1 + TITLE_SHARE * share)

        return sorted(keys, key=rank, reverse=True)


def search(text: str, language: str, visible: int, *, source: str = "") -> Found:
    """Search entries of a language (BCP 47) for what was typed, in `source` where that is another language.

    `visible` are the keys of that language's entries that the public may see and that this search is about. A few
    statements, whatever is found.
    """
    query = parse(text, source or language)
    wordings = list(_wordings(query, language))
    if not wordings:
        return Found(query)
    matcher = Matcher(visible)
    found = _run(matcher, wordings)
    if found.hits:
        return found
    corrected = corrections.corrected(query, matcher) if query.language == language else ""
    if corrected:
        again = _run(matcher, list(_wordings(parse(corrected, language), language)))
        if again.hits:
            return Found(query, again.hits, again.terms, again.partial, corrected, again.scores)
    return _with_some(matcher, parse(corrected, language) if corrected else wordings[0].query, corrected)


def plain(text: str, language: str, visible: int, *, any_word: bool = False) -> Found:
    """Search for what was typed without correcting it: for all of the words, or for any of them."""
    query = parse(text, language)
    if not query.groups:
        return Found(query)
    matcher = Matcher(visible)
    return _with(matcher, query, 1) if any_word else _run(matcher, list(_wordings(query, language)))


@dataclass(frozen=True)
class Wording:
    """A query as it was typed, or said otherwise; `factor` is what its hits count.

    A wording of more words says no more than the first: the words of all count for the same together.
    """

    query: Query
    factor: float


def _wordings(query: Query, language: str) -> Iterator[Wording]:
    """Give a query, and what else may be meant by it, in the language of the entries, no wording twice."""
    texts = expansion.translated(query, language) if query.language != language else []
    texts = list(dict.fromkeys([*texts[:1], query.text, *texts[1:]]))
    said = [parse(text, language) for text in texts]
    if query.language == language or not texts[1:]:
        said += [parse(text, language) for text in expansion.wordings(said[0])]
    seen: set[frozenset[str]] = set()
    factors = iter((1.0, *OTHER_WORDS))
    for one in said:
        terms = frozenset(term.text for term in one.terms)
        if terms and terms not in seen and (factor := next(factors, 0.0)):
            seen.add(terms)
            yield Wording(one, factor)


def _run(matcher: Matcher, wordings: list[Wording]) -> Found:
    """Find what has all words of one of the wordings; each hit counts by the first that it has."""
    matcher.fetch(wording.query for wording in wordings)
    candidates = matcher.visible & ~matcher.excluded(wordings[0].query)
    scores, hits = bits.Scores(), 0
    terms: set[str] = set()
    meaning = 0.0
    for wording_ in wordings:
        matches = matcher.matches(wording_.query)
        own = sum(_rarity(matcher, fields) for _unit, fields in matches)
        meaning = meaning or own
        new = every((either(fields.values()) for _unit, fields in matches), candidates & ~hits)
        if new and matches:
            hits |= new
            terms |= _marked(wording_.query)
            _score(scores, matcher, wording_.query, matches, new, wording_.factor * meaning / own)
    _prefer(scores, matcher.visible, hits)
    return Found(wordings[0].query, hits, frozenset(terms), scores=scores)


def _with_some(matcher: Matcher, query: Query, corrected: str) -> Found:
    """Find what has at least `SOME_OF_THE_WORDS`; of two words one is enough."""
    wanted = len(units(query))
    found = _with(matcher, query, ceil(SOME_OF_THE_WORDS * wanted) if wanted > 2 else 1)
    return replace(found, partial=bool(found.hits), did_you_mean=corrected if found.hits else "")


def _with(matcher: Matcher, query: Query, least: int) -> Found:
    """Find what has at least so many of the words."""
    matcher.fetch([query])
    matches = matcher.matches(query)
    counts = bits.Scores()
    for _unit, fields in matches:
        counts.add(either(fields.values()), 1)
    hits = counts.at_least(matcher.visible & ~matcher.excluded(query), least)
    scores = bits.Scores()
    _score(scores, matcher, query, matches, hits)
    _prefer(scores, matcher.visible, hits)
    return Found(query, hits, frozenset(_marked(query)), scores=scores)


def _score(
    scores: bits.Scores,
    matcher: Matcher,
    query: Query,
    matches: list[tuple[Unit, Fields]],
    hits: int,
    times: float = 1,
) -> None:
    """Add up what the words of a query count for in its hits."""
    rarities = [times * _rarity(matcher, fields) for _unit, fields in matches]
    for (_unit, fields), rarity in zip(matches, rarities, strict=True):
        _add(scores, hits, fields, WEIGHTS, rarity)
    mean = sum(rarities) / max(1, len(rarities))
    for unit in neighbours(query):
        _add(scores, hits, matcher.texts(unit, SHORT), SIDE_BY_SIDE, mean)
    if len(matches) > 1:
        in_title = every((fields.get("title", 0) for _unit, fields in matches), hits)
        scores.add(in_title, round(FINE * WHOLE_IN_TITLE * mean))


def _rarity(matcher: Matcher, fields: Fields) -> float:
    """Return how much a word says: 1 where all visible entries have it, 1 more for each halving of their number."""
    return log2(1 + matcher.visible.bit_count() / max(1, either(fields.values()).bit_count()))


def _add(scores: bits.Scores, hits: int, fields: Fields, weights: Mapping[str, float], times: float) -> None:
    for name, members in fields.items():
        if name in weights:
            scores.add(members & hits, max(1, round(FINE * weights[name] * times)))


def _prefer(scores: bits.Scores, visible: int, hits: int) -> None:
    """Let the recent and the current come a little earlier. Age is counted from the newest visible entry."""
    scores.add(hits & ~values.set_aside(), CURRENT)
    years = {year: members & visible for year, members in _years().items()}
    dated = either(years.values())
    scores.add(hits & ~dated, WITHOUT_YEAR)
    newest = max((year for year, members in years.items() if members), default=0)
    gains = {year: next((gain for age, gain in RECENT if newest - year <= age), 0) for year in years}
    for gain in set(gains.values()):
        scores.add(hits & either(members for year, members in years.items() if gains[year] == gain), gain)


@lru_cache(maxsize=4096)
def _title_terms(title: str, language: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the index terms of a title, and those of them that mean something, all where none does."""
    terms = analysis.terms(title, language)
    light = wording(language).light
    every_one = tuple(term.text for term in terms)
    return every_one, tuple(term.text for term in terms if term.exact not in light) or every_one


def _years() -> dict[int, int]:
    """Return the entries of each year, public or not. One query, once for a content version."""
    return kept("years of entries", _read_years)


def _read_years() -> dict[int, int]:
    found = gathered(SearchEntry.objects.filter(year__isnull=False), "year", "key")
    return {year: bits.of(keys) for year, keys in found.items()}


def _marked(query: Query) -> set[str]:
    return {term.text for term in query.terms if query.needs(term)}
