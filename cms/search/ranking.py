"""The search: which visible entries a query finds, and in which order. The same on every database.

Everything that is counted, for the rarity of a word as for a correction, is counted among the entries that the caller
says are visible. What is not public therefore changes no answer.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from cms import analysis
from cms.publishing.recent import Recent
from cms.publishing.version import kept
from cms.search import bits, corrections, expansion, shown
from cms.search.bits import either, every
from cms.search.matching import Matcher, units
from cms.search.queries import Query, parse
from cms.search.scoring import Matches, meaning, prefer_recent, rarity, score
from cms.search.wording import wording

OTHER_WORDS = (0.5, 0.45, 0.4, 0.35)
"""What a hit counts that has only another wording of the query."""
BESIDES = 0.3
"""The share of that which a hit gains that has the query as it was typed too."""
SHARE_OF_THE_WORDS = 0.34
"""The share of what the words say that a hit must have where few or none have all of them."""
COMMON = 1 / 3
"""One word that a larger share of all entries have is not enough by itself where others are missing."""
FEW = 10
"""Where fewer hits have all of the words, those with some of them follow."""
ABOVE = 1 << 20
"""What the former count more than the latter: more than any words do."""
REFINED = 50
"""So many of the first are ordered by how much of their titles the query names."""
TITLE_SHARE = 0.4
NAMED = 0.3
"""What an entry gains, as a share of its score, whose name is another wording of the query."""


TITLES = 2 * 2**20
"""Bytes of titles that are kept of each language."""
_OVERHEAD = 300


class Title(NamedTuple):
    """The index terms of a title, and those of them that mean something, all where none does."""

    terms: tuple[str, ...]
    heavy: tuple[str, ...]


_UNTITLED = Title((), ())


@dataclass(frozen=True)
class Found:
    """What a search found among the visible entries.

    `hits` is a set of keys; `terms` are the index terms to mark in texts, those of a phrase as one with spaces. With
    `partial` nothing has all of the words, and these have some; otherwise those that have some come after all that
    have all. `did_you_mean` is the corrected query that these are hits for, empty where none was needed. `said` are
    other wordings of the query.
    """

    query: Query
    hits: int = 0
    terms: frozenset[str] = frozenset()
    partial: bool = False
    did_you_mean: str = ""
    scores: bits.Scores = field(default_factory=bits.Scores, repr=False)
    said: tuple[Query, ...] = ()

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
        """Put those first of whose title the query names more, what it names exactly before all."""
        titles = _titles(keys, self.query.language)
        words = {word for term in self.terms for word in term.split()}
        typed, *others = [_Name.of(query) for query in (self.query, *self.said)]

        def rank(key: int) -> tuple[bool, bool, float]:
            terms, heavy = titles.get(key, _UNTITLED)
            share = sum(text in words for text in heavy) / len(heavy) if heavy else 0.0
            factor = 1 + TITLE_SHARE * share + NAMED * any(other.names(key, terms) for other in others)
            above, points = divmod(self.scores.of(key), ABOVE)
            return typed.names(key, terms), above > 0, points * factor

        return sorted(keys, key=rank, reverse=True)


@dataclass(frozen=True)
class _Name:
    """A query as the name of something: the index terms of a title, or terms of the glossary with such a name."""

    terms: tuple[str, ...]
    defined_by: frozenset[int]

    @classmethod
    def of(cls, query: Query) -> "_Name":
        return cls(tuple(term.text for term in query.terms), expansion.defining(query))

    def names(self, key: int, title: tuple[str, ...]) -> bool:
        return title == self.terms or key in self.defined_by


def search(text: str, language: str, visible: int, *, source: str = "") -> Found:
    """Search entries of a language (BCP 47) for what was typed, in `source` where that is another language.

    `visible` are the keys of that language's entries that the public may see and that this search is about. In another
    language than was typed only what has all of the words, translated or as they are. A few statements, whatever is
    found.
    """
    query = parse(text, source or language)
    wordings = list(_wordings(query, language))
    if not wordings:
        return Found(query)
    matcher = _matcher(visible, query, language, wordings)
    found = _run(matcher, wordings)
    if query.language != language:
        return found
    if found.hits:
        return _followed(found, matcher)
    corrected = corrections.corrected(query, matcher)
    if corrected:
        again = _run(matcher, list(_wordings(parse(corrected, language), language)))
        if again.hits:
            return replace(_followed(again, matcher), did_you_mean=corrected)
    return _with_some(matcher, parse(corrected, language) if corrected else wordings[0].query, corrected)


def plain(text: str, language: str, visible: int, *, any_word: bool = False) -> Found:
    """Search for what was typed without correcting it: for all of the words, or for any of them."""
    query = parse(text, language)
    if not query.groups:
        return Found(query)
    wordings = list(_wordings(query, language))
    matcher = _matcher(visible, query, language, wordings)
    return _with_any(matcher, query) if any_word else _run(matcher, wordings)


def _matcher(visible: int, query: Query, language: str, wordings: Iterable["Wording"]) -> Matcher:
    """Return what finds wordings of a query but for all that its exclusions find, in other words too."""
    matcher = Matcher(visible)
    excluded = [one.query for exclusion in query.exclusions for one in _wordings(exclusion, language)]
    matcher.fetch([*(wording.query for wording in wordings), *excluded])
    matcher.exclude(excluded)
    return matcher


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
    scores, hits = bits.Scores(), 0
    terms: set[str] = set()
    first = 0.0
    for wording_ in wordings:
        matches = matcher.matches(wording_.query)
        own = meaning(matcher, matches)
        first = first or own
        found = every((either(fields.values()) for _unit, fields in matches), matcher.wanted)
        if found and matches:
            terms |= _marked(wording_.query)
            times = wording_.factor * first / own
            score(scores, matcher, wording_.query, matches, found & ~hits, times)
            score(scores, matcher, wording_.query, matches, found & hits, BESIDES * times)
            hits |= found
    prefer_recent(scores, matcher.visible, hits)
    typed, *others = [wording.query for wording in wordings]
    return Found(typed, hits, frozenset(terms), scores=scores, said=tuple(others))


def _followed(found: Found, matcher: Matcher) -> Found:
    """Let what has some of the words follow the few hits that have all. A name means something only as a whole."""
    query = found.query
    if not found.hits or found.total >= FEW or matcher.is_name(query) or expansion.defining(query):
        return found
    matches = matcher.matches(query)
    more = _some(matcher, query, matches) & ~found.hits
    found.scores.add(found.hits, ABOVE)
    score(found.scores, matcher, query, matches, more)
    prefer_recent(found.scores, matcher.visible, more)
    return replace(found, hits=found.hits | more, terms=found.terms | _marked(query))


def _with_some(matcher: Matcher, query: Query, corrected: str) -> Found:
    """Find what has some of the words, where nothing has all."""
    matcher.fetch([query])
    matches = matcher.matches(query)
    found = _scored(matcher, query, matches, _some(matcher, query, matches))
    return replace(found, partial=bool(found.hits), did_you_mean=corrected if found.hits else "")


def _some(matcher: Matcher, query: Query, matches: Matches) -> int:
    """Return what has words of a query that say at least `SHARE_OF_THE_WORDS` of what all that stand somewhere do.

    What was typed in quotes must be there; one word that is `COMMON` is not enough.
    """
    said = bits.Scores()
    whole = any_word = enough = 0
    among = matcher.wanted
    for unit, fields in matches:
        members = either(fields.values())
        if unit.is_phrase:
            among &= members
        is_common = members.bit_count() > COMMON * matcher.visible.bit_count()
        enough |= members & any_word if is_common else members
        any_word |= members
        if members:
            own = round(10 * rarity(matcher, fields))
            said.add(members, own)
            whole += own
    return said.at_least(among & enough, max(1, round(SHARE_OF_THE_WORDS * whole)))


def _with_any(matcher: Matcher, query: Query) -> Found:
    matcher.fetch([query])
    matches = matcher.matches(query)
    any_of_them = either(either(fields.values()) for _unit, fields in matches)
    return _scored(matcher, query, matches, any_of_them & matcher.wanted)


def _scored(matcher: Matcher, query: Query, matches: Matches, hits: int) -> Found:
    scores = bits.Scores()
    score(scores, matcher, query, matches, hits)
    prefer_recent(scores, matcher.visible, hits)
    return Found(query, hits, frozenset(_marked(query)), scores=scores)


def _titles(keys: Sequence[int], language: str) -> dict[int, Title]:
    """Return the titles of entries by their words. One query, but for those that were asked for recently."""
    recent: Recent[Title] = kept(("words of titles", language), lambda: Recent(TITLES))
    found = {key: title for key in keys if (title := recent.get(key)) is not None}
    missing = [key for key in keys if key not in found]
    for key, text in shown.titles(missing).items():
        title = found[key] = _title(text, language)
        recent.put(key, title, _OVERHEAD + 16 * len(title.terms))
    return found


def _title(text: str, language: str) -> Title:
    words = analysis.terms(text, language)
    light = wording(language).light
    terms = tuple(word.text for word in words)
    return Title(terms, tuple(word.text for word in words if word.exact not in light) or terms)


def _marked(query: Query) -> set[str]:
    """Return the index terms to mark, in papers of other languages too."""
    forms = (form for unit in units(query) for form in (unit.terms, *analysis.forms(unit.words)))
    return {" ".join(form) for form in forms}
