"""The two that are asked, both with Django at hand: the public endpoint, and Wagtail's search as it comes."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management import call_command
from django.db import DatabaseError, transaction
from django.test import Client
from wagtail.models import Locale, Page

from cms.glossary.models import GlossaryTerm
from cms.helplines.models import Helpline
from cms.languages import codes
from tests.search.judgements import MOST

ADDRESS = "/api/v2/search/"
STOCK = "modelsearch.backends.database"
"""The backend that Wagtail chooses where no setting names one."""
SNIPPETS = {"helpline": Helpline, "term": GlossaryTerm}

Keys = dict[tuple[str, int], str]
"""The key of each item by `meta.type` and id; the type of every page is `page`."""


def keys() -> Keys:
    """Return the key of every page and snippet there is, as the judgements name them."""
    found = {
        ("page", pk): url_path.strip("/").partition("/")[2] or "home"
        for pk, url_path in Page.objects.values_list("pk", "url_path")
    }
    for prefix, model in SNIPPETS.items():
        rows = model.objects.values_list("pk", "code")
        found |= {(model._meta.label, pk): f"{prefix}:{code}" for pk, code in rows}
    return found


def in_locale(locale: str) -> frozenset[str]:
    """Return the keys of what is live in a locale, by which judgements can be checked."""
    known, code = keys(), codes.parse(locale)
    pages = Page.objects.live().filter(locale__language_code=code, depth__gt=1).values_list("pk", flat=True)
    live = {known["page", pk] for pk in pages}
    for model in SNIPPETS.values():
        rows = model.objects.filter(live=True, locale__language_code=code).values_list("pk", flat=True)
        live |= {known[model._meta.label, pk] for pk in rows}
    return frozenset(live)


class Endpoint:
    """The search of the API, asked as a reader's frontend does."""

    def __init__(self) -> None:
        self.client = Client(SERVER_NAME="localhost")
        self.keys = keys()

    @property
    def exists(self) -> bool:
        """Whether there is such an endpoint at all."""
        return self.client.get(ADDRESS, {"q": "child"}).status_code != 404

    def find(self, query: str, locale: str) -> list[str]:
        """Return the keys of an answer in its order; an error counts as no hit.

        Whoever gives an item that is neither page, helpline nor term, gives one that nobody judged: its key is its
        type and id.
        """
        answer = self.client.get(ADDRESS, {"q": query, "locale": locale, "limit": str(MOST)})
        return [self._key(item) for item in answer.json()["items"]] if answer.status_code == 200 else []

    def _key(self, item: dict[str, Any]) -> str:
        kind = item["meta"]["type"]
        own = kind if (kind, item["id"]) in self.keys else "page"
        return self.keys.get((own, item["id"]), f"{kind}:{item['id']}")


class Stock:
    """`Page.objects.live().search(…)` on Wagtail's own backend with its defaults."""

    def __init__(self) -> None:
        self.keys = keys()

    def find(self, query: str, locale: str) -> list[str]:
        """Return the keys of an answer in its order; an exception counts as no hit."""
        pages = Page.objects.filter(locale=Locale.objects.get(language_code=codes.parse(locale))).live()
        try:
            with transaction.atomic():
                return [self.keys["page", page.pk] for page in pages.search(query, backend=STOCK)[:MOST]]
        except (DatabaseError, RecursionError, ValueError):
            return []


@contextmanager
def stock() -> Iterator[Stock]:
    """Give stock search on an index as stock Wagtail writes it; what was there before comes back at the end."""
    with transaction.atomic():
        call_command("wagtail_update_index", backend_name=STOCK, verbosity=0)
        yield Stock()
        transaction.set_rollback(True)
