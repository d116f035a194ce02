"""The reads that are measured: their addresses, computed from the data set, and what each answer must hold."""

from collections.abc import Iterator
from itertools import product
from typing import Any

from cms.languages.codes import to_bcp47
from tests.bench import dataset, searches
from tests.bench.asking import ADDRESSES, CARDS, Check, Keys, Read, Request, address, wrong
from tests.bench.cards import check_publication, check_text
from tests.bench.dataset import Dataset, Entry, Publication
from tests.bench.words import LANGUAGES

DEEP = 1_800
CARD_KEYS = {
    "id", "meta", "title", "summary", "date", "date_precision", "topics", "countries", "cover", "languages", "year",
    "edition_label", "resource_type", "publishers", "featured",
}  # fmt: skip


def keys_of(data: Dataset) -> Keys:
    """Ask the database for the primary keys of the first pages of each kind."""
    from wagtail.models import Page

    slugs = [entry.slug for entry in _visited(data)]
    rows = Page.objects.filter(slug__in=slugs).values_list("slug", "locale__language_code", "pk")
    return Keys({(slug, language): pk for slug, language, pk in rows})


def _visited(data: Dataset) -> list[Entry]:
    """Return the entries that are read one by one: two publications to each release, spread over the data set."""
    count = ADDRESSES // len(LANGUAGES)
    shelf, releases = data.publications, data.releases
    publications = count - count // 3
    return [
        *(shelf[number * len(shelf) // publications] for number in range(publications)),
        *(releases[number * len(releases) // (count // 3)] for number in range(count // 3)),
    ]


def _cards(shelf: list[Publication], language: str, offset: int) -> Check:
    wanted = shelf[offset : offset + CARDS]

    def check(answer: dict[str, Any]) -> Iterator[str]:
        yield from wrong("total_count", answer["meta"]["total_count"], len(shelf))
        slugs = [item["meta"]["slug"] for item in answer["items"]]
        yield from wrong("order", slugs, [entry.slug for entry in wanted])
        for item, entry in zip(answer["items"], wanted, strict=False):
            yield from wrong("keys", set(item), CARD_KEYS)
            yield from check_publication(item, entry, language)

    return check


# The reads


def cards(data: Dataset, keys: Keys, first: int = 0) -> list[Request]:
    """Twenty cards of a language, from many offsets on."""
    room = range(first, first + ADDRESSES // len(LANGUAGES))
    return [
        Request(
            address("pages/", type=Publication.type, locale=to_bcp47(language), limit=CARDS, offset=offset),
            _cards(data.shelf, language, offset),
        )
        for offset, language in product(room, LANGUAGES)
    ]


def deep_cards(data: Dataset, keys: Keys) -> list[Request]:
    """The same far down the list."""
    return cards(data, keys, first=min(DEEP, max(0, len(data.shelf) - CARDS)))


def details(data: Dataset, keys: Keys) -> list[Request]:
    """Everything of a page by its path."""
    return [
        Request(address("pages/by-path/", path=entry.path(language)), _detail(entry, language))
        for entry, language in product(_visited(data), LANGUAGES)
    ]


def details_by_slug(data: Dataset, keys: Keys) -> list[Request]:
    """Everything of a page by the stock parameters: a list of one."""
    requests = []
    for entry, language in product(_visited(data), LANGUAGES):
        check = _detail(entry, language, crumbs=False)
        where = address("pages/", type=entry.type, locale=to_bcp47(language), slug=entry.slug, fields="*",
                           **({"current": 0} if isinstance(entry, Publication) else {}))  # fmt: skip
        requests.append(Request(where, lambda answer, check=check: check(answer["items"][0])))  # type: ignore[misc]
    return requests


def _detail(entry: Entry, language: str, *, crumbs: bool = True) -> Check:
    def check(item: dict[str, Any]) -> Iterator[str]:
        if isinstance(entry, Publication):
            yield from check_publication(item, entry, language)
            yield from wrong(
                "files", [row["language"]["code"] for row in item["files"]], [row[0] for row in entry.files]
            )
        else:
            yield from check_text(item, entry, language)
        kinds = [block["type"] for block in item["body"]]
        yield from wrong("paragraphs", kinds.count("paragraph"), dataset.PARAGRAPHS)
        yield from wrong("body", entry.texts(language).body[0].text(_index(language)) in _first_text(item), True)
        related = [f"publication-{number:05}" for number in entry.related]
        yield from wrong("related", [card["meta"]["slug"] for card in item["related"]], related)
        if crumbs:
            yield from wrong("breadcrumbs", len(item["breadcrumbs"]), entry.folder.count("/") + 2)

    return check


def _index(language: str) -> int:
    return LANGUAGES.index(language)


def _first_text(item: dict[str, Any]) -> str:
    return next(str(block["value"]) for block in item["body"] if block["type"] == "paragraph")


def filtered(data: Dataset, keys: Keys) -> list[Request]:
    """Twenty cards of a topic and a span of years."""
    spans = ((2006, 2015), (2010, 2019), (2016, 2025))
    requests = []
    for topic, span, language in product(range(dataset.TOPICS), spans, LANGUAGES):
        where = address(
            "pages/", type=Publication.type, locale=to_bcp47(language), topic=dataset.topic_code(topic),
            year_from=span[0], year_to=span[1], limit=CARDS,
        )  # fmt: skip
        requests.append(Request(where, _cards(list(data.about(topic, *span)), language, 0)))
    return requests


def translations(data: Dataset, keys: Keys) -> list[Request]:
    """Names and languages of a page's translations."""
    requests = []
    for entry, language in product(_visited(data), LANGUAGES):
        pk = keys.pages[(entry.slug, language)]
        where = address("pages/", translation_of=pk, fields="_,id,locale,slug,title")
        requests.append(Request(where, _translations(entry, language, keys)))
    return requests


def _translations(entry: Entry, language: str, keys: Keys) -> Check:
    def check(answer: dict[str, Any]) -> Iterator[str]:
        wanted = sorted(
            (keys.pages[(entry.slug, other)], to_bcp47(other), entry.texts(other).title)
            for other in LANGUAGES
            if other != language
        )
        found = sorted((item["id"], item["meta"]["locale"], item["title"]) for item in answer["items"])
        yield from wrong("translations", found, wanted)

    return check


READS = {
    read.name: read
    for read in (
        Read("R1", "list of 20 cards", cards),
        Read("R2", "detail by path", details),
        Read("R3", "list by topic and years", filtered),
        Read("R4", "search", searches.searches, needs=searches.NEEDS),
        Read("R4f", "search with facets", searches.with_facets, needs=searches.NEEDS),
        Read("R5", "translations of a page", translations),
        Read("R6", "list at offset 1,800+", deep_cards),
        Read("R2s", "detail by slug, fields=*", details_by_slug),
        Read("R4s", "suggestions", searches.suggestions, needs=searches.NEEDS),
    )
}
ASKED_FOR = ("R2s", "R4s")
"""Measured only where they are named: R2 as stock v2 would ask it, and what a search box asks while somebody types."""
DEFAULT_READS = tuple(name for name in READS if name not in ASKED_FOR)
