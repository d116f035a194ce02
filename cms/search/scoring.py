"""What a hit counts: by where the words of a query stand in it, how rare they are, and how recent it is."""

from collections.abc import Mapping
from math import log2

from cms.publishing.version import kept
from cms.search import bits, values
from cms.search.bits import either, every
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
    neighbours,
)
from cms.search.models import SearchEntry
from cms.search.queries import Query

WEIGHTS = {
    "title": 10, LABEL: 6, "names": 6, "summary": 4, LABEL_WORD: 2, "body": 2, "files": 1.5, PAPER: 1,
}  # fmt: skip
"""What a word counts for, times its rarity, by the best place where it stands; best places first."""
AGAIN = 0.25
"""The share that its other places count."""
AS_TYPED = 0.5
"""What it counts for besides that it is written as it was typed."""
SIDE_BY_SIDE = {"title": 6, "names": 3, "summary": 3}
"""What it counts for besides that the words stand as they were typed."""
WHOLE_IN_TITLE = 4
WHOLE_AS_LABEL = 4
"""What it counts for besides that all words are in the title, or that they name a value that the entry has."""
CURRENT = 1
"""What it counts for besides that an entry is no superseded edition; all these times the words' mean rarity."""
RECENT = ((1, 3), (4, 2), (9, 1))
"""Age in years up to which an entry gains how much; one without a year gains as one in the middle."""
WITHOUT_YEAR = 2
FINE = 4
"""Scores are whole numbers: this many to the point."""

Matches = list[tuple[Unit, Fields]]


def rarity(matcher: Matcher, fields: Fields) -> float:
    """Return how much a word says: 1 where all visible entries have it, 1 more for each halving of their number."""
    return log2(1 + matcher.visible.bit_count() / max(1, either(fields.values()).bit_count()))


def meaning(matcher: Matcher, matches: Matches) -> float:
    """Return how much the words of a query say together."""
    return sum(rarity(matcher, fields) for _unit, fields in matches)


def score(scores: bits.Scores, matcher: Matcher, query: Query, matches: Matches, hits: int, times: float = 1) -> None:
    """Add up what the words of a query count for in its hits."""
    rarities = [times * rarity(matcher, fields) for _unit, fields in matches]
    for (_unit, fields), own in zip(matches, rarities, strict=True):
        _add_best(scores, hits, fields, own)
    mean = sum(rarities) / max(1, len(rarities))
    for unit in neighbours(query):
        _add(scores, hits, matcher.texts(unit, SHORT), SIDE_BY_SIDE, mean)
    in_title = every((fields.get("title", 0) for _unit, fields in matches), hits)
    scores.add(in_title, round(FINE * WHOLE_IN_TITLE * mean))
    scores.add(matcher.named(query) & hits, round(FINE * WHOLE_AS_LABEL * mean))
    scores.add(hits & ~values.set_aside(), round(FINE * CURRENT * mean))


def prefer_recent(scores: bits.Scores, visible: int, hits: int) -> None:
    """Let the recent come a little earlier. Age is counted from the newest visible entry."""
    years = {year: members & visible for year, members in _years().items()}
    dated = either(years.values())
    scores.add(hits & ~dated, WITHOUT_YEAR)
    newest = max((year for year, members in years.items() if members), default=0)
    gains = {year: next((gain for age, gain in RECENT if newest - year <= age), 0) for year in years}
    for gain in set(gains.values()):
        scores.add(hits & either(members for year, members in years.items() if gains[year] == gain), gain)


def _add_best(scores: bits.Scores, hits: int, fields: Fields, times: float) -> None:
    """Add what a word counts: all of its best place, and a share of the others."""
    seen = 0
    for name, weight in WEIGHTS.items():
        members = fields.get(name, 0) & hits
        scores.add(members & ~seen, max(1, round(FINE * weight * times)))
        scores.add(members & seen, round(FINE * weight * times * AGAIN))
        seen |= members
    scores.add(fields.get(EXACT, 0) & hits, round(FINE * AS_TYPED * times))


def _add(scores: bits.Scores, hits: int, fields: Fields, weights: Mapping[str, float], times: float) -> None:
    for name, members in fields.items():
        if name in weights:
            scores.add(members & hits, max(1, round(FINE * weights[name] * times)))


def _years() -> dict[int, int]:
    """Return the entries of each year, public or not. One query, once for a content version."""
    return kept("years of entries", _read_years)


def _read_years() -> dict[int, int]:
    return dict(gathered(SearchEntry.objects.filter(year__isnull=False), "year", "key"))
