"""v2's `search=` on lists of pages: the pages that hold the words, the best first where no order is asked for."""

from collections.abc import Iterator
from itertools import chain
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from cms.api.frame import Frame
from cms.api.parameters import Parameter, Parameters
from cms.api.problems import bad_parameter
from cms.api.searching.parameters import MAX_TERMS, words_of
from cms.api.searching.scope import Step, steps
from cms.search import ranking
from cms.search.keys import PAGE, of_key

SEARCH = (
    Parameter(
        name="search", description=f"Words that a page holds, at most {MAX_TERMS}.", max_length=100, example="helpline"
    ),
    Parameter(
        name="search_operator",
        description="Whether all of the words must be there, or one of them.",
        choices=("and", "or"),
        default="and",
    ),
)
_NUMBERS = {
    "sqlite": "SELECT value FROM json_each(%s)",
    "postgresql": "SELECT value::bigint FROM json_array_elements_text(%s::json)",
}


def searched(frame: Frame, query: Parameters) -> list[int] | None:
    """Return the primary keys of the public pages in which the words asked for stand, the best first.

    None where no words are asked for. In several languages each is searched as itself: those of `fallback` come after
    the one asked for.

    Raises:
        Problem: 400 for a query without a word or with too many.
    """
    if "search" in query:
        return list(_ranked(frame, query))
    if "search_operator" in query:
        raise bad_parameter("search_operator", "Goes with search= only.")
    return None


def among(queryset: QuerySet[Any], hits: list[int]) -> QuerySet[Any]:
    """Keep the pages with these primary keys, however many they are."""
    numbers = RawSQL(_NUMBERS[connection.vendor], [str(hits)])  # noqa: S611 - a list of whole numbers
    return queryset.filter(pk__in=numbers)


def _ranked(frame: Frame, query: Parameters) -> Iterator[int]:
    text = words_of(query, "search")
    any_word = query.text("search_operator") == "or"
    for step in _languages(frame):
        found = ranking.plain(text, step.locale.code, step.visible, any_word=any_word)
        for key in found.page(0, found.total):
            kind, pk = of_key(key)
            if kind == PAGE:
                yield pk


def _languages(frame: Frame) -> Iterator[Step]:
    if frame.locale:
        return steps(frame, [frame.locale, *frame.fallback])
    return chain.from_iterable(steps(frame, [locale]) for locale in frame.view.locales)
