"""The reads that are measured: their addresses, computed from the data set, and what each answer must hold."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice, product
from typing import Any
from urllib.parse import quote, urlencode

from cms.languages.codes import to_bcp47
from tests.bench import dataset
from tests.bench.dataset import Dataset, Entry, Publication
from tests.bench.words import LANGUAGES

API = "/api/v2/"
CARDS = 20
DEEP = 1_800
ADDRESSES = 210
"""Of each read; more than the 200 asked for."""
CARD_KEYS = {
    "id", "meta", "title", "summary", "date", "date_precision", "topics", "countries", "cover", "languages", "year",
    "edition_label", "resource_type", "publishers", "featured",
}  # fmt: skip

Check = Callable[[dict[str, Any]], Iterator[str]]


@dataclass(frozen=True)
class Request:
    """An address, and a check that yields a line for each thing wrong with its answer."""

    address: str
    check: Check


@dataclass(frozen=True)
class Read:
    """One of the measured reads. `needs` is a path below the API without which it is left out."""

    name: str
    title: str
    requests: Callable[[Dataset, "Keys"], list[Request]]
    needs: str = ""


@dataclass(frozen=True)
class Keys:
    """Primary keys of stored pages by slug and language (Django code)."""

    pages: dict[tuple[str, str], int]


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


def _address(path: str, /, **parameters: Any) -> str:
    return f"{API}{path}?{urlencode(parameters, safe=',*/', quote_via=quote)}"


# What a card or a detail must say


def _wrong(name: str, found: Any, wanted: Any) -> Iterator[str]:
    if found != wanted:
        yield f"{name} is {found!r}, not {wanted!r}"


def check_text(item: dict[str, Any], entry: Entry, language: str) -> Iterator[str]:
    """Check slug, language, its truth, and the texts that cards and details share."""
    texts, meta = entry.texts(language), item["meta"]
    yield from _wrong("slug", meta["slug"], entry.slug)
    yield from _wrong("locale", meta["locale"], to_bcp47(language))
    yield from _wrong("state", meta["translation"]["state"], entry.state(language))
    others = [to_bcp47(other) for other in LANGUAGES if other != language]
    yield from _wrong("translations", sorted(row["locale"] for row in meta["translations"]), sorted(others))
    yield from _wrong("title", item["title"], texts.title)
    yield from _wrong("summary", item["summary"], texts.summary)
    yield from _wrong("topics", [row["code"] for row in item["topics"]], [*map(dataset.topic_code, entry.topics)])
    countries = [dataset.COUNTRIES[number] for number in entry.countries]
    yield from _wrong("countries", [row["code"] for row in item["countries"]], countries)
    yield from _wrong("renditions", len(item["cover"]["renditions"]), 6)


def check_publication(item: dict[str, Any], entry: Publication, language: str) -> Iterator[str]:
    """Check what only publications have."""
    yield from check_text(item, entry, language)
    yield from _wrong("date", item["date"], entry.card_date)
    yield from _wrong("year", item["year"], entry.year)
    yield from _wrong("languages", [row["code"] for row in item["languages"]], sorted({row[0] for row in entry.files}))
    wanted = [f"organisation-{number:02}" for number in entry.organisations]
    yield from _wrong("publishers", [row["code"] for row in item["publishers"]], wanted)
    yield from _wrong("resource type", item["resource_type"]["code"], f"resourcetype-{entry.resource_type:02}")


def _cards(shelf: list[Publication], language: str, offset: int) -> Check:
    wanted = shelf[offset : offset + CARDS]

    def check(answer: dict[str, Any]) -> Iterator[str]:
        yield from _wrong("total_count", answer["meta"]["total_count"], len(shelf))
        slugs = [item["meta"]["slug"] for item in answer["items"]]
        yield from _wrong("order", slugs, [entry.slug for entry in wanted])
        for item, entry in zip(answer["items"], wanted, strict=False):
            yield from _wrong("keys", set(item), CARD_KEYS)
            yield from check_publication(item, entry, language)

    return check


# The reads


def cards(data: Dataset, keys: Keys, first: int = 0) -> list[Request]:
    """Twenty cards of a language, from many offsets on."""
    room = range(first, first + ADDRESSES // len(LANGUAGES))
    return [
        Request(
            _address("pages/", type=Publication.type, locale=to_bcp47(language), limit=CARDS, offset=offset),
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
        Request(_address("pages/by-path/", path=entry.path(language)), _detail(entry, language))
        for entry, language in product(_visited(data), LANGUAGES)
    ]


def details_by_slug(data: Dataset, keys: Keys) -> list[Request]:
    """Everything of a page by the stock parameters: a list of one."""
    requests = []
    for entry, language in product(_visited(data), LANGUAGES):
        check = _detail(entry, language, crumbs=False)
        address = _address("pages/", type=entry.type, locale=to_bcp47(language), slug=entry.slug, fields="*",
                           **({"current": 0} if isinstance(entry, Publication) else {}))  # fmt: skip
        requests.append(Request(address, lambda answer, check=check: check(answer["items"][0])))  # type: ignore[misc]
    return requests


def _detail(entry: Entry, language: str, *, crumbs: bool = True) -> Check:
    def check(item: dict[str, Any]) -> Iterator[str]:
        if isinstance(entry, Publication):
            yield from check_publication(item, entry, language)
            yield from _wrong(
                "files", [row["language"]["code"] for row in item["files"]], [row[0] for row in entry.files]
            )
        else:
            yield from check_text(item, entry, language)
        kinds = [block["type"] for block in item["body"]]
        yield from _wrong("paragraphs", kinds.count("paragraph"), dataset.PARAGRAPHS)
        yield from _wrong("body", entry.texts(language).body[0].text(_index(language)) in _first_text(item), True)
        related = [f"publication-{number:05}" for number in entry.related]
        yield from _wrong("related", [card["meta"]["slug"] for card in item["related"]], related)
        if crumbs:
            yield from _wrong("breadcrumbs", len(item["breadcrumbs"]), entry.folder.count("/") + 2)

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
        address = _address(
            "pages/", type=Publication.type, locale=to_bcp47(language), topic=dataset.topic_code(topic),
            year_from=span[0], year_to=span[1], limit=CARDS,
        )  # fmt: skip
        requests.append(Request(address, _cards(list(data.about(topic, *span)), language, 0)))
    return requests


def translations(data: Dataset, keys: Keys) -> list[Request]:
    """Names and languages of a page's translations."""
    requests = []
    for entry, language in product(_visited(data), LANGUAGES):
        pk = keys.pages[(entry.slug, language)]
        address = _address("pages/", translation_of=pk, fields="_,id,locale,slug,title")
        requests.append(Request(address, _translations(entry, language, keys)))
    return requests


def _translations(entry: Entry, language: str, keys: Keys) -> Check:
    def check(answer: dict[str, Any]) -> Iterator[str]:
        wanted = sorted(
            (keys.pages[(entry.slug, other)], to_bcp47(other), entry.texts(other).title)
            for other in LANGUAGES
            if other != language
        )
        found = sorted((item["id"], item["meta"]["locale"], item["title"]) for item in answer["items"])
        yield from _wrong("translations", found, wanted)

    return check


def searches(data: Dataset, keys: Keys) -> list[Request]:
    """Two words out of titles, in each language."""
    from tests.bench import words

    pairs = islice(product(range(len(words.OBJECTS)), range(len(words.FORMS))), ADDRESSES // len(LANGUAGES))
    requests = []
    for (thing, form), language in product(pairs, LANGUAGES):
        index = _index(language)
        text = f"{words.FORMS[form][index]} {words.OBJECTS[thing][index]}"
        address = _address("search/", q=text[:80], locale=to_bcp47(language), limit=CARDS)
        requests.append(Request(address, _hits(to_bcp47(language))))
    return requests


def _hits(code: str) -> Check:
    def check(answer: dict[str, Any]) -> Iterator[str]:
        if not answer["items"]:
            yield "nothing is found"
        yield from _wrong("locales", {item["meta"]["locale"] for item in answer["items"]}, {code})

    return check


READS = {
    read.name: read
    for read in (
        Read("R1", "list of 20 cards", cards),
        Read("R2", "detail by path", details),
        Read("R3", "list by topic and years", filtered),
        Read("R4", "search", searches, needs="search/"),
        Read("R5", "translations of a page", translations),
        Read("R6", "list at offset 1,800+", deep_cards),
        Read("R2s", "detail by slug, fields=*", details_by_slug),
    )
}
"""`R2s` is R2 as stock v2 would ask it; it is measured only where it is named."""
DEFAULT_READS = tuple(name for name in READS if name != "R2s")
