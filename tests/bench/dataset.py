"""What the benchmark's content is, row by row, without a database: the generator stores it, the reads compare with it.

Everything follows from a fixed seed and the number of an entry, so that two processes agree without a file.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import Any

from tests.bench import words
from tests.bench.words import LANGUAGES, Sentence

SEED = "content service, 1"
BROADER_TOPICS, NARROWER_TOPICS = 6, 18
TOPICS = BROADER_TOPICS + NARROWER_TOPICS
COUNTRIES = (
    "AR AU BE BR CA CL CN CO CR DE EC ES FR GB GT HN IN IT JP KE MX NG PE PH SG SV TH US UY ZA".split()
)  # fmt: skip
ORGANISATIONS, SERIES, AUDIENCES, CONTEXTS, RESOURCE_TYPES = 20, 12, 5, 5, 8
IMAGES, DOCUMENTS = 200, 200
ZONES = ("America/New_York", "UTC", "Asia/Singapore", "Europe/Brussels")
FIRST_YEAR, LAST_YEAR = 2006, 2025
EDITION_EVERY = 40
"""Of so many publications one replaces the publication before it, which leaves the default list."""
PARAGRAPHS, SENTENCES = 6, 6
SUMMARY_MAX = 400


@dataclass(frozen=True)
class Size:
    """How many translation groups of each kind there are; each has a page in every language."""

    name: str
    publications: int
    releases: int

    @property
    def pages(self) -> int:
        """Localized pages."""
        return (self.publications + self.releases) * len(LANGUAGES)


SIZES = {size.name: size for size in (Size("small", 2_000, 1_000), Size("large", 22_223, 11_111))}
"""9,000 and 100,002 localized pages."""


def topic_code(number: int) -> str:
    """Return the code of a topic; the first `BROADER_TOPICS` are broader ones."""
    return f"topic-{number:02}"


def broader(number: int) -> int | None:
    """Return the topic above a topic."""
    return None if number < BROADER_TOPICS else number % BROADER_TOPICS


@dataclass(frozen=True)
class Texts:
    """The texts of an entry in one language."""

    title: str
    subtitle: str
    summary: str
    body: list[Sentence]
    language: int


@dataclass(frozen=True)
class Entry:
    """What publications and press releases share: a page in three languages. Numbers count from 0 within the kind."""

    number: int
    topics: tuple[int, ...]
    countries: tuple[int, ...]
    organisations: tuple[int, ...]
    cover: int
    related: tuple[int, ...]
    published_at: datetime

    kind = ""
    type = ""
    folder = ""

    @property
    def slug(self) -> str:
        """The same in every language."""
        return f"{self.kind}-{self.number:05}"

    def path(self, language: str) -> str:
        """Return the page's address below the site, in the Django code of the language."""
        return f"/{language}/{self.folder}/{self.slug}/"

    def state(self, language: str) -> str:
        """Return what the API says of the text in one language."""
        if language == LANGUAGES[0]:
            return "source"
        chance = random.Random(f"{SEED} {self.slug} {language}").random()
        return (
            "outdated" if chance < 0.05 else "partial" if chance < 0.1 else "machine" if chance < 0.15 else "current"
        )

    def texts(self, language: str) -> Texts:
        """Return the texts in a language; the same statements in each."""
        index = LANGUAGES.index(language)
        dice, title = self._begun()
        subtitle = [Sentence.throw(dice)]
        summary = [Sentence.throw(dice) for _number in range(3)]
        while max(len(words.running(summary, other)) for other in range(len(LANGUAGES))) > SUMMARY_MAX:
            summary = [Sentence.throw(dice) for _number in range(3)]
        body = [Sentence.throw(dice) for _number in range(PARAGRAPHS * SENTENCES + 4)]
        return Texts(
            title=words.title(*title, self.number + 1, index),
            subtitle=words.running(subtitle, index),
            summary=words.running(summary, index),
            body=body,
            language=index,
        )

    @property
    def title_words(self) -> tuple[int, int, int]:
        """The form, the object and the circumstance that every title has: indexes into the lists of phrases."""
        return self._begun()[1]

    def _begun(self) -> tuple[random.Random, tuple[int, int, int]]:
        """Return the dice of all texts after those of the title, and these."""
        dice = random.Random(f"{SEED} {self.slug} text")
        form, thing, how = (int(dice.random() * len(words_)) for words_ in _TITLE_WORDS)
        return dice, (form, thing, how)


_TITLE_WORDS = (words.FORMS, words.OBJECTS, words.CIRCUMSTANCES)


@dataclass(frozen=True)
class Publication(Entry):
    """An item of the library."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    resource_type: int = 0
    series: int | None = None
    audiences: tuple[int, ...] = ()
    contexts: tuple[int, ...] = ()
    files: tuple[tuple[str, int], ...] = ()
    supersedes: int | None = None
    is_current: bool = True
    featured: bool = False

    kind = "publication"
    type = "library.PublicationPage"
    folder = "resources/research-library"

    @property
    def precision(self) -> str:
        """To what the date is known."""
        return "day" if self.day else "month" if self.month else "year" if self.year else "unknown"

    @property
    def date(self) -> date | None:
        """The day that orders lists."""
        return date(self.year, self.month or 1, self.day or 1) if self.year else None

    @property
    def card_date(self) -> str | None:
        """The date as the API gives it."""
        parts = (f"{self.year:04}" if self.year else None, self.month, self.day)
        return "-".join(str(part).zfill(2) for part in parts if part) or None


@dataclass(frozen=True)
class Release(Entry):
    """An item of the press room."""

    moment: datetime = field(default=datetime(2020, 1, 1, tzinfo=UTC))
    zone: str = "UTC"
    place: int = 0
    release_kind: str = "press_release"

    kind = "release"
    type = "press.PressReleasePage"
    folder = "press"


def publication(number: int, size: Size) -> Publication:
    """Return one publication of a data set."""
    dice = random.Random(f"{SEED} publication {number}")
    month: int | None = dice.randint(1, 12)
    day: int | None = dice.randint(1, 28)
    year: int | None = dice.randint(FIRST_YEAR, LAST_YEAR)
    precision = dice.random()
    if precision < 0.02:
        year = month = day = None
    elif precision < 0.4:
        month = day = None
    elif precision < 0.6:
        day = None
    languages = dice.sample(("en", "es", "fr", "ar", "zh-Hans", "pt"), dice.choice((1, 1, 2, 3)))
    return Publication(
        **_shared(dice, number, before=number),
        year=year,
        month=month,
        day=day,
        resource_type=dice.randrange(RESOURCE_TYPES),
        series=dice.randrange(SERIES) if dice.random() < 0.02 * min(1.0, 2_000 / size.publications) else None,
        audiences=tuple(dice.sample(range(AUDIENCES), dice.randint(1, 2))),
        contexts=tuple(dice.sample(range(CONTEXTS), dice.randint(0, 2))),
        files=tuple((language, dice.randrange(DOCUMENTS)) for language in languages),
        supersedes=number - 1 if number % EDITION_EVERY == EDITION_EVERY - 1 else None,
        is_current=number % EDITION_EVERY != EDITION_EVERY - 2 or number + 1 == size.publications,
        featured=dice.random() < 0.01 * min(1.0, 2_000 / size.publications),
    )


def release(number: int, size: Size) -> Release:
    """Return one press release of a data set."""
    dice = random.Random(f"{SEED} release {number}")
    shared = _shared(dice, number, before=size.publications)
    start = datetime(FIRST_YEAR, 1, 1, tzinfo=UTC)
    days = (LAST_YEAR - FIRST_YEAR + 1) * 365
    return Release(
        **shared,
        moment=start + timedelta(days=dice.randrange(days), minutes=15 * dice.randrange(96)),
        zone=dice.choice(ZONES),
        place=dice.randrange(len(words.PLACES)),
        release_kind=dice.choice(("press_release", "press_release", "statement", "media_advisory", "news")),
    )


def _shared(dice: random.Random, number: int, before: int) -> dict[str, Any]:
    """Return the values that both kinds have; related are publications with a number below `before`."""
    recent = range(max(0, before - 500), before)
    moment = datetime(2026, 1, 1, 9, tzinfo=UTC) + timedelta(minutes=number)
    return {
        "number": number,
        "topics": tuple(dice.sample(range(TOPICS), dice.choice((1, 2, 2, 3)))),
        "countries": tuple(dice.sample(range(len(COUNTRIES)), dice.choice((0, 1, 1, 2)))),
        "organisations": tuple(dice.sample(range(ORGANISATIONS), dice.choice((1, 1, 2)))),
        "cover": dice.randrange(IMAGES),
        "related": tuple(dice.sample(recent, min(3, len(recent)))),
        "published_at": moment,
    }


@dataclass(frozen=True)
class Dataset:
    """All entries of a size, for finding out what an answer must hold."""

    size: Size

    @cached_property
    def publications(self) -> list[Publication]:
        """Every publication."""
        return [publication(number, self.size) for number in range(self.size.publications)]

    @cached_property
    def releases(self) -> list[Release]:
        """Every press release."""
        return [release(number, self.size) for number in range(self.size.releases)]

    @cached_property
    def shelf(self) -> list[Publication]:
        """The default list of publications: current editions, newest first, undated last, younger rows first."""
        listed = [entry for entry in self.publications if entry.is_current]
        return sorted(listed, key=lambda entry: (entry.date or date.min, entry.number), reverse=True)

    def about(self, topic: int, first_year: int, last_year: int) -> Iterator[Publication]:
        """Give the publications of the shelf with the topic, or a narrower one, of these years."""
        for entry in self.shelf:
            is_about = any(topic in (own, broader(own)) for own in entry.topics)
            if is_about and entry.year and first_year <= entry.year <= last_year:
                yield entry
