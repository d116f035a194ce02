"""v2's `search=` on lists of pages, over the admin's index. Ranked search is an endpoint of its own."""

from typing import Any

from django.db.models import QuerySet
from modelsearch.query import PlainText
from wagtail.models import Page

from cms.api.parameters import Parameter, Parameters
from cms.api.problems import bad_parameter

MAX_TERMS = 12
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


def searched(queryset: QuerySet[Any], query: Parameters) -> QuerySet[Any]:
    """Keep the pages in which the words asked for stand.

    Raises:
        Problem: 400 for a query without a word or with too many.
    """
    if "search" in query:
        queryset = queryset.filter(pk__in=_hits(query))
    elif "search_operator" in query:
        raise bad_parameter("search_operator", "Goes with search= only.")
    return queryset


def _hits(query: Parameters) -> QuerySet[Any]:
    terms = "".join(character if character.isalnum() else " " for character in query.text("search")).split()
    if not terms:
        raise bad_parameter("search", "Give at least one word.")
    if len(terms) > MAX_TERMS:
        raise bad_parameter("search", f"Use at most {MAX_TERMS} words.")
    found = Page.objects.search(
        PlainText(" ".join(terms), operator=query.text("search_operator")), order_by_relevance=False
    )
    return found.get_queryset().order_by().values("pk")
