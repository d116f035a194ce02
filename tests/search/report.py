"""What was measured, as a Markdown table, and the queries that could be answered better."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from tests.search.judgements import Judged
from tests.search.measures import FIRST, Score, mean, score

Found = list[list[str]]
"""The keys found for each query, in the order of the queries."""
ASKED = ("ours", "stock")


@dataclass(frozen=True)
class Measured:
    """What each of those asked found on one database."""

    database: str
    judged: list[Judged]
    found: dict[str, Found]

    def scores(self, who: str) -> dict[str, list[Score]]:
        """Return the scores by locale, of what is held out apart."""
        scores: dict[str, list[Score]] = defaultdict(list)
        for one, keys in zip(self.judged, self.found[who], strict=True):
            scores[f"{one.locale}, held out" if one.held_out else one.locale].append(score(one, keys))
        return scores

    def rows(self) -> Iterator[str]:
        """Give a line of the table for each locale, what is held out at the end."""
        by_locale = {who: self.scores(who) for who in self.found}
        for locale, scores in sorted(by_locale["stock"].items(), key=lambda pair: ("," in pair[0], pair[0])):
            means = {who: mean(by_locale[who][locale]) for who in self.found}
            cells = [
                f"{getattr(means[who], name):.2f}" if who in means else "–"
                for name in ("precision", "recall", "rank")
                for who in ASKED
            ]
            yield f"| {' | '.join([self.database, locale, str(len(scores)), *cells])} |"


def table(measured: list[Measured]) -> str:
    """Return the table of all databases."""
    names = ("precision at 5", "recall at 20", "MRR")
    head = ["database", "language", "queries", *(f"{name}, {who}" for name in names for who in ASKED)]
    return "\n".join(
        [f"| {' | '.join(head)} |", "|---" * len(head) + "|", *(row for m in measured for row in m.rows())]
    )


def failing(judged: list[Judged], found: Found) -> Iterator[str]:
    """Give each query whose answer could be better, with what is missing and what stands first in its place.

    What is held out stays unseen.
    """
    for one, keys in zip(judged, found, strict=True):
        measured = score(one, keys)
        if measured.is_perfect or one.held_out:
            continue
        yield (
            f"{one}   precision {measured.precision:.2f}, recall {measured.recall:.2f}, rank {measured.rank:.2f}; "
            f"{len(keys)} found ({one.why})"
        )
        if missing := one.relevant.difference(keys):
            marked = sorted(f"{key}{'*' if key in one.wanted else ''}" for key in missing)
            yield f"    missing (* wanted): {', '.join(marked)}"
        if measured.precision < 1 or measured.rank < 1:
            yield f"    first: {', '.join(_marked(one, key) for key in keys[:FIRST]) or 'nothing'}"


def _marked(one: Judged, key: str) -> str:
    return f"{'2' if key in one.wanted else '1' if key in one.also else '–'} {key}"
