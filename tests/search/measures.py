"""How well an answer serves a judged query: precision at 5, recall at 20, reciprocal rank."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from tests.search.judgements import MOST, Judged

FIRST = 5
"""What a reader sees without scrolling."""


@dataclass(frozen=True)
class Score:
    """The three measures, 0 to 1: of one answer, or the means of several.

    `precision`: relevant items among the first five, of as many as there could be. `recall`: relevant items among the
    first twenty, of all there are. `rank`: 1 divided by the place of the first wanted item, 0 without one.
    """

    precision: float
    recall: float
    rank: float

    @property
    def is_perfect(self) -> bool:
        """Whether nothing could be better."""
        return min(self.precision, self.recall, self.rank) == 1


def score(judged: Judged, found: Sequence[str]) -> Score:
    """Measure an answer: keys in the order given, each once."""
    relevant = judged.relevant
    place = next((place for place, key in enumerate(found, 1) if key in judged.wanted), None)
    return Score(
        precision=len(relevant.intersection(found[:FIRST])) / min(FIRST, len(relevant)),
        recall=len(relevant.intersection(found[:MOST])) / len(relevant),
        rank=1 / place if place else 0.0,
    )


def mean(scores: Sequence[Score]) -> Score:
    """Return the means; every query counts the same."""
    return Score(
        fmean(one.precision for one in scores), fmean(one.recall for one in scores), fmean(one.rank for one in scores)
    )
