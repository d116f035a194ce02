"""The judged queries over the sample content, asked of the public endpoint on both databases.

`python -m tests.search --verbose` prints the same beside stock Wagtail's search.
"""

import pytest

from tests.search.judgements import Judged, load
from tests.search.measures import mean, score
from tests.search.questions import ADDRESS, Endpoint, in_locale
from tests.search.report import failing

pytestmark = [pytest.mark.slow, pytest.mark.both_databases, pytest.mark.usefixtures("sample_content", "keeping")]

LEAST_RANK, LEAST_RECALL = 0.9, 0.95
LEAST_QUERIES = 22
LOCALES = ["en", "es", "zh-Hans"]


@pytest.fixture(params=LOCALES)
def judged(request: pytest.FixtureRequest) -> list[Judged]:
    """Return the queries of one language, of which none is held out."""
    return [one for one in load() if one.locale == request.param and not one.held_out]


def test_judged_queries_find_what_is_meant(judged: list[Judged]) -> None:
    endpoint = Endpoint()
    assert endpoint.exists, f"there is no {ADDRESS}"
    found = [endpoint.find(one.query, one.locale) for one in judged]
    means = mean([score(one, keys) for one, keys in zip(judged, found, strict=True)])
    assert means.rank >= LEAST_RANK and means.recall >= LEAST_RECALL, "\n".join(
        [f"MRR {means.rank:.3f}, recall at 20 {means.recall:.3f}; these could be better:", *failing(judged, found)]
    )


def test_every_judged_item_is_live_in_the_language_of_its_query(judged: list[Judged]) -> None:
    assert len(judged) >= LEAST_QUERIES
    live = in_locale(judged[0].locale)
    held_out = [one for one in load() if one.locale == judged[0].locale and one.held_out]
    assert {str(one): sorted(one.relevant - live) for one in (*judged, *held_out) if one.relevant - live} == {}
