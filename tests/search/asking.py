"""Searching as the API does: with the sets of what the public may see."""

from typing import Any

from cms.publishing.visibility import public_view
from cms.search import bits, ranking
from cms.search.keys import PAGE, SNIPPETS, key_of, kind_of
from cms.search.models import SearchEntry
from tests import factories as make


def visible(lang: str = "en") -> int:
    """Return the keys of all entries of a language that the public may see."""
    view, locale = public_view(), make.locale(lang)
    pages = view.listed().filter(locale=locale).values_list("pk", flat=True)
    keys = [key_of(PAGE, pk) for pk in pages]
    for model in SNIPPETS:
        rows = view.snippets(model.objects.filter(locale=locale)).values_list("pk", flat=True)
        keys += [key_of(kind_of(model), pk) for pk in rows]
    return bits.of(keys)


def find(text: str, language: str = "en") -> list[str]:
    """Return the titles of what a search finds, in order."""
    return titles(search(text, language))


def search(text: str, language: str = "en", **options: Any) -> ranking.Found:
    """Search what the public may see."""
    return ranking.search(text, language, visible(language.lower()), **options)


def titles(found: ranking.Found) -> list[str]:
    """Return the titles of the first hits in order."""
    keys = found.page(0, 50)
    known = dict(SearchEntry.objects.filter(pk__in=keys).values_list("pk", "title"))
    return [known[key] for key in keys]
