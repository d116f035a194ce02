"""What the benchmark's pages stand on: vocabularies, organisations, series, the boilerplate, pictures, papers."""

import hashlib
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from wagtail.models import Collection, Locale, ReferenceIndex

from cms.directory.models import Organisation, Series
from cms.languages.codes import to_bcp47
from cms.languages.models import TranslationState
from cms.media.models import RENDITIONS, Document, Image, Rendition
from cms.media.serializers import rendition_key
from cms.site.models import SiteText
from cms.taxonomy.models import Audience, Context, Country, ResourceType, Topic
from library.models import LibraryIndexPage
from press.models import PressIndexPage
from tests.bench import dataset, words
from tests.bench.words import LANGUAGES, Phrase

LAID_AT = datetime(2026, 1, 1, 8, tzinfo=UTC)
COVER = (800, 1_100)


@dataclass
class Ground:
    """Primary keys by the numbers of the data set."""

    locales: dict[str, int]
    libraries: dict[str, LibraryIndexPage]
    press_rooms: dict[str, PressIndexPage]
    topics: list[int]
    countries: list[int]
    audiences: list[int]
    contexts: list[int]
    resource_types: list[int]
    organisations: list[int]
    series: list[int]
    boilerplate: int
    images: list[int]
    documents: list[int]


def lay() -> Ground:
    """Store everything and return where it is. The locales and index pages must be there."""
    locales = {locale.language_code: locale.pk for locale in Locale.objects.all()}
    organisations = _organisations(locales)
    topics = _topics()
    return Ground(
        locales=locales,
        libraries={page.locale.language_code: page for page in LibraryIndexPage.objects.select_related("locale")},
        press_rooms={page.locale.language_code: page for page in PressIndexPage.objects.select_related("locale")},
        topics=topics,
        countries=_stored([Country(code=code) for code in dataset.COUNTRIES]),
        audiences=_terms(Audience, dataset.AUDIENCES, words.SUBJECTS),
        contexts=_terms(Context, dataset.CONTEXTS, words.CIRCUMSTANCES),
        resource_types=_terms(ResourceType, dataset.RESOURCE_TYPES, words.FORMS),
        organisations=organisations,
        series=_series(locales, organisations),
        boilerplate=_boilerplate(locales),
        images=_images(),
        documents=_documents(),
    )


def _stored(rows: list[Any]) -> list[int]:
    """Store rows of one model, with what they refer to, as a save would note it."""
    made = type(rows[0])._base_manager.bulk_create(rows)
    for row in made:
        ReferenceIndex.create_or_update_for_object(row)
    return [row.pk for row in made]


def _labels(phrase: Phrase) -> dict[str, str]:
    return {to_bcp47(language): words.capital(text) for language, text in zip(LANGUAGES, phrase, strict=True)}


def _terms(model: type[Model], count: int, phrases: tuple[Phrase, ...]) -> list[int]:
    name = model._meta.model_name
    rows = [
        model(code=f"{name}-{number:02}", labels=_labels(phrases[number % len(phrases)]), sort_order=number)
        for number in range(count)
    ]
    return _stored(rows)


def _topics() -> list[int]:
    def topic(number: int, parent: int | None) -> Topic:
        labels = _labels((*words.OBJECTS, *words.SUBJECTS)[number])
        return Topic(code=dataset.topic_code(number), labels=labels, sort_order=number, parent_id=parent)

    made = _stored([topic(number, None) for number in range(dataset.BROADER_TOPICS)])
    narrower = range(dataset.BROADER_TOPICS, dataset.TOPICS)
    return made + _stored([topic(number, made[dataset.broader(number) or 0]) for number in narrower])


def _translated(model: type[Any], locales: dict[str, int], number: int, values: dict[str, dict[str, Any]]) -> int:
    """Store a snippet in the languages of `values` with the truth about each; return its source row."""
    key = uuid.uuid5(uuid.NAMESPACE_URL, f"{model._meta.label} {number}")
    rows = [
        model(locale_id=locales[language], translation_key=key, live=True, has_unpublished_changes=False,
              first_published_at=LAID_AT, last_published_at=LAID_AT, **own)
        for language, own in values.items()
    ]  # fmt: skip
    source = locales[LANGUAGES[0]]
    TranslationState.objects.bulk_create(
        TranslationState(
            translation_key=key, locale_id=locales[language], is_source=language == LANGUAGES[0],
            source_locale_id=source, source_hash=hashlib.sha256(key.bytes).hexdigest(), strings=2, translated=2,
            reviewed=2, updated_at=LAID_AT,
        )
        for language in values
    )  # fmt: skip
    return _stored(rows)[0]


def _organisations(locales: dict[str, int]) -> list[int]:
    made = []
    for number in range(dataset.ORGANISATIONS):
        names = _labels(words.SUBJECTS[number % len(words.SUBJECTS)])
        shared = {"code": f"organisation-{number:02}", "acronym": f"ORG{number}", "url": "https://example.org/"}
        languages = LANGUAGES[:2] if number % 2 == 0 else LANGUAGES[:1]
        values = {language: {**shared, "name": f"{names[to_bcp47(language)]} {number}"} for language in languages}
        made.append(_translated(Organisation, locales, number, values))
    return made


def _series(locales: dict[str, int], organisations: list[int]) -> list[int]:
    made = []
    for number in range(dataset.SERIES):
        names = _labels(words.OBJECTS[number % len(words.OBJECTS)])
        shared = {"code": f"series-{number:02}", "publisher_id": organisations[number]}
        values = {language: {**shared, "name": names[to_bcp47(language)]} for language in LANGUAGES}
        made.append(_translated(Series, locales, number, values))
    return made


def _boilerplate(locales: dict[str, int]) -> int:
    sentence = words.Sentence(0, 4, 8, 9)
    values = {
        language: {"code": "boilerplate", "title": "", "body": words.paragraph([sentence], number)}
        for number, language in enumerate(LANGUAGES)
    }
    return _translated(SiteText, locales, 0, values)


def _images() -> list[int]:
    """Store the rows of pictures and of their renditions; no read opens a file, so there are none."""
    root = Collection.get_first_root_node().pk
    width, height = COVER
    made = [
        Image(
            title=f"Cover {number}", file=f"original_images/cover-{number:03}.jpg", width=width, height=height,
            file_size=100_000 + number, file_hash=_sha1(f"cover {number}"), collection_id=root,
            safeguarding_status=Image.Safeguarding.APPROVED, credit="Drawn for the benchmark",
            alt_texts=_labels(words.OBJECTS[number % len(words.OBJECTS)]),
        )
        for number in range(dataset.IMAGES)
    ]  # fmt: skip
    pks = _stored(made)
    renditions = []
    for image in made:
        for name, spec in RENDITIONS.items():
            filter_spec, focal_point_key = rendition_key(image, name)
            wide, high = _rendition_size(spec, width, height)
            file = f"images/cover-{image.pk:03}.{name}.webp"
            renditions.append(
                Rendition(image=image, filter_spec=filter_spec, focal_point_key=focal_point_key, file=file,
                          width=wide, height=high)
            )  # fmt: skip
    Rendition.objects.bulk_create(renditions)
    return pks


def _rendition_size(spec: str, width: int, height: int) -> tuple[int, int]:
    kind, _dash, size = spec.partition("|")[0].partition("-")
    if kind == "fill":
        wide, _x, high = size.partition("x")
        return int(wide), int(high)
    wide_ = min(int(size), width)
    return wide_, height * wide_ // width


def _documents() -> list[int]:
    """Store the rows of papers; no read opens a file, so there are none."""
    root = Collection.get_first_root_node().pk
    languages = ("en", "es", "fr", "ar", "zh-Hans", "pt")
    return _stored(
        [
            Document(
                title=f"Paper {number}", file=f"documents/paper-{number:03}.pdf", collection_id=root,
                language=languages[number % len(languages)], file_size=200_000 + number, pages=1 + number % 90,
                file_hash=_sha1(f"paper {number}"), sha256=hashlib.sha256(f"paper {number}".encode()).hexdigest(),
            )
            for number in range(dataset.DOCUMENTS)
        ]
    )  # fmt: skip


def _sha1(text: str) -> str:
    return hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()


def base_type(model: type[Model]) -> int:
    """Return the content type by which the reference index knows rows of a model."""
    return int(ReferenceIndex._get_base_content_type(model).pk)


def own_type(model: type[Model]) -> int:
    """Return the content type of a model."""
    return int(ContentType.objects.get_for_model(model).pk)
