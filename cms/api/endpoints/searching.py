"""v2's `search=` on lists of pages, over the admin's index. Ranked search is an endpoint of its own."""

from typing import Any

from django.db.models import QuerySet
from modelsearch.query import PlainText
from wagtail.models import Page

from cms.api.parameters import Parameters
from cms.api.problems import bad_parameter

SEARCH_PARAMETERS = ("search", "search_operator")
MAX_CHARACTERS = 100
MAX_TERMS = 12


def searched(queryset: QuerySet[Any], query: Parameters) -> QuerySet[Any]:
    """Keep the pages in which the words asked for stand.

    Raises:
        Problem: 400 for a query that is empty or too long.
    """
    if "search" in query:
        queryset = queryset.filter(pk__in=_hits(query))
    elif "search_operator" in query:
        raise bad_parameter("search_operator", "Goes with search= only.")
    return queryset


def _hits(query: Parameters) -> QuerySet[Any]:
    operator = query.choice("search_operator", "and", ("and", "or"))
    text = query.text("search")
    if len(text) > MAX_CHARACTERS:
        raise bad_parameter("search", f"Use at most {MAX_CHARACTERS} characters.")
    terms = "".join(character if character.isalnum() else " " for character in text).split()
    if not terms:
        raise bad_parameter("search", "Give at least one word.")
    if len(terms) > MAX_TERMS:
        raise bad_parameter("search", f"Use at most {MAX_TERMS} words.")
    found = Page.objects.search(PlainText(" ".join(terms), operator=operator), order_by_relevance=False)
    return found.get_queryset().order_by().values("pk")
