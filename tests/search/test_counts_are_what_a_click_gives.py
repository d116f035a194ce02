"""The count beside a value of a facet is the number of hits that are left by choosing it, over the sample content."""

from typing import Any

import pytest

from cms.api.searching.parameters import TYPE, facet_names, kinds_of
from tests.conftest import Api

pytestmark = [
    pytest.mark.slow, pytest.mark.both_databases, pytest.mark.usefixtures("sample_content", "keeping"),
]  # fmt: skip
PUBLICATION, RELEASE, HELPLINE = "library.PublicationPage", "press.PressReleasePage", "cms.Helpline"
QUERIES = [("en", "children"), ("en", "helpline"), ("es", "niños"), ("zh-Hans", "热线")]
NARROWED: list[dict[str, str]] = [
    {}, {"type": PUBLICATION}, {"type": HELPLINE}, {"type": f"{PUBLICATION},{HELPLINE}"}, {"country": "GT"},
    {"type": PUBLICATION, "country": "GT"}, {"type": PUBLICATION, "current": "0"},
    {"type": PUBLICATION, "year": "2019,2020,2023"}, {"type": RELEASE, "topic": "csam"},
]  # fmt: skip


def total(api: Api, **query: str) -> int:
    """Return how many hits there are; none where the type has no such filter."""
    answer = api.get("search/", limit=1, fields="_,title", **query)
    found: int = answer.data["meta"]["total_count"] if answer.status == 200 else 0
    return found


def counted(api: Api, names: list[str], **query: str) -> dict[str, dict[str, int]]:
    """Return the counts by facet and value."""
    facets = api.get("search/", limit=1, fields="_,title", facets=",".join(names), **query).data["meta"]["facets"]
    found = {name: {row["code"]: row["count"] for row in rows} for name, rows in facets.items()}
    assert all(len(found[name]) == len(rows) for name, rows in facets.items()), "a value stands there twice"
    return found


@pytest.mark.parametrize("narrowed", NARROWED, ids=str)
@pytest.mark.parametrize(("locale", "q"), QUERIES)
def test_every_value_leaves_as_many_hits_as_it_counts(locale: str, q: str, narrowed: Any, api: Api) -> None:
    query = {"q": q, "locale": locale}
    everywhere = counted(api, _names({}), **query)
    found = counted(api, _names(narrowed), **query, **narrowed)
    for name, counts in found.items():
        for code in {**everywhere[name], **counts}:
            left = total(api, **{**query, **narrowed, name: code})
            assert left == counts.get(code, 0), f"{name}={code}"


def test_a_country_counts_its_helplines(api: Api) -> None:
    countries = counted(api, ["country"], q="helpline", locale="en")["country"]
    assert {"GT", "BR", "AR", "GB"} <= countries.keys()
    assert counted(api, ["country"], q="helpline", locale="en", type=HELPLINE)["country"]["KE"] == 1


def test_superseded_editions_are_counted_where_they_are_asked_for(api: Api) -> None:
    both = [counted(api, [TYPE], q="children", locale="en", **query)[TYPE] for query in ({}, {"current": "0"})]
    assert both[0][PUBLICATION] < both[1][PUBLICATION]


def _names(narrowed: dict[str, str]) -> list[str]:
    types = narrowed[TYPE].split(",") if TYPE in narrowed else []
    return facet_names(kinds_of(types))
