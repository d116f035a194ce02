"""What cards and details must say of an entry of the data set."""

from collections.abc import Iterator
from typing import Any

from cms.languages.codes import to_bcp47
from tests.bench import dataset
from tests.bench.asking import wrong
from tests.bench.dataset import Entry, Publication
from tests.bench.words import LANGUAGES


def check_text(item: dict[str, Any], entry: Entry, language: str) -> Iterator[str]:
    """Check slug, language, its truth, and the texts that cards and details share."""
    texts, meta = entry.texts(language), item["meta"]
    yield from wrong("slug", meta["slug"], entry.slug)
    yield from wrong("locale", meta["locale"], to_bcp47(language))
    yield from wrong("state", meta["translation"]["state"], entry.state(language))
    others = [to_bcp47(other) for other in LANGUAGES if other != language]
    yield from wrong("translations", sorted(row["locale"] for row in meta["translations"]), sorted(others))
    yield from wrong("title", item["title"], texts.title)
    yield from wrong("summary", item["summary"], texts.summary)
    yield from wrong("topics", [row["code"] for row in item["topics"]], [*map(dataset.topic_code, entry.topics)])
    countries = [dataset.COUNTRIES[number] for number in entry.countries]
    yield from wrong("countries", [row["code"] for row in item["countries"]], countries)
    yield from wrong("renditions", len(item["cover"]["renditions"]), 6)


def check_publication(item: dict[str, Any], entry: Publication, language: str) -> Iterator[str]:
    """Check what only publications have."""
    yield from check_text(item, entry, language)
    yield from wrong("date", item["date"], entry.card_date)
    yield from wrong("year", item["year"], entry.year)
    yield from wrong("languages", [row["code"] for row in item["languages"]], sorted({row[0] for row in entry.files}))
    wanted = [f"organisation-{number:02}" for number in entry.organisations]
    yield from wrong("publishers", [row["code"] for row in item["publishers"]], wanted)
    yield from wrong("resource type", item["resource_type"]["code"], f"resourcetype-{entry.resource_type:02}")
