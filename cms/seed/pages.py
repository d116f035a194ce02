"""Pages: from their files to live pages."""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.fields import StreamField
from wagtail.models import Page

from cms.pages.registry import page_types
from cms.seed import page_dates, translations
from cms.seed.content import MADE_BY_SETUP, PageSpec, Place
from cms.seed.names import Names
from cms.seed.plans import Fields, Plan
from cms.seed.streams import Overlay

PUBLICATION, PRESS_RELEASE, EVENT = "library.PublicationPage", "press.PressReleasePage", "press.EventPage"

ROWS: dict[str, tuple[str, str, str]] = {
    "topics": ("topic_rows", "topic_id", "cms.Topic"),
    "audiences": ("audience_rows", "audience_id", "cms.Audience"),
    "contexts": ("context_rows", "context_id", "cms.Context"),
    "countries": ("country_rows", "country_id", "cms.Country"),
}
"""Lists of codes: the relation, its column, the vocabulary."""
ROLES = {
    "publishers": "publisher",
    "providers": "provider",
    "authors": "author",
    "partners": "partner",
    "funders": "funder",
}
NOTES = {"fact", "order"}
"""Keys that tell about a page and are no part of it."""
FILE_KEYS = {"language", "kind", "translation_status", "source_edition", "external_url", "title_override"}
OPTIONAL_TEXTS = {"search_terms", "seo_title", "search_description"}
"""Texts that stay English where a complete translation leaves them out."""
COVER_VARIANTS = 2


@dataclass(frozen=True)
class PageWriter:
    """Plans pages with the help of the names known so far."""

    names: Names

    def plan(self, spec: PageSpec, data: Mapping[str, Any], since: date, place: Place) -> Plan:
        """Return everything that a page should have.

        Raises:
            ContentError: for an unknown key, and for whatever a field refuses.
        """
        model = model_of(spec)
        columns, rows = self._split(spec, dict(data), place)
        plan = Plan(Fields(model, self.names, spec.path or "home", since).plan(columns, place), rows)
        self._cover(spec, data, plan, place)
        plan.values.update(_dates(spec, data, place))
        return plan

    def _split(
        self, spec: PageSpec, data: dict[str, Any], place: Place
    ) -> tuple[dict[str, Any], dict[str, list[dict[str, Any]]]]:
        for key in (*NOTES, *_handled_apart(spec)):
            data.pop(key, None)
        rows = {
            relation: [{column: self.names.term(vocabulary, code, place / key)} for code in data.pop(key)]
            for key, (relation, column, vocabulary) in ROWS.items()
            if key in data
        }
        if organisations := self._organisations(data, place):
            rows["organisation_rows"] = organisations
        if "related" in data:
            related = [self.names.page(name, place / "related") for name in data.pop("related")]
            rows["related_rows"] = [{"related_id": pk} for pk in related]
        if "legacy_urls" in data:
            rows["legacy_urls"] = [{"path": path} for path in data.pop("legacy_urls")]
        if "enrolments" in data:
            rows["enrolments"] = [_enrolment(row, place / "enrolments") for row in data.pop("enrolments")]
        if "wire_links" in data:
            rows["wire_links"] = [_wire_link(link, place / "wire_links") for link in data.pop("wire_links")]
        if "files" in data:
            rows["files"] = [self._file(spec, number, row) for number, row in enumerate(data.pop("files"))]
        return data, rows

    def _organisations(self, data: dict[str, Any], place: Place) -> list[dict[str, Any]]:
        rows = [
            {"organisation_id": self.names.snippet("cms.Organisation", code, place / key), "role": role, "tier": ""}
            for key, role in ROLES.items()
            for code in data.pop(key, [])
        ]
        for code, tier in data.pop("sponsors", []):
            pk = self.names.snippet("cms.Organisation", code, place / "sponsors")
            rows.append({"organisation_id": pk, "role": "sponsor", "tier": tier})
        return rows

    def _file(self, spec: PageSpec, number: int, row: dict[str, Any]) -> dict[str, Any]:
        place = spec.place / "files" / number
        place.no_other_keys(row, FILE_KEYS)
        external = row.get("external_url", "")
        return {
            "language": row["language"],
            "document_id": None if external else self.names.document(f"{spec.path}#{number}", place),
            "external_url": external,
            "title_override": row.get("title_override", ""),
            "kind": row.get("kind", "full"),
            "translation_status": row.get("translation_status", "original"),
            "source_edition": row.get("source_edition"),
        }

    def _cover(self, spec: PageSpec, data: Mapping[str, Any], plan: Plan, place: Place) -> None:
        colour = data.get("cover")
        if not colour:
            return
        if spec.type == PUBLICATION:
            variant = 1 + zlib.crc32(spec.slug.encode()) % COVER_VARIANTS
            plan.values["cover_image_id"] = self.names.picture("cover", colour, variant, place / "cover")
        else:
            plan.values["hero_image_id"] = self.names.picture("picture", colour, 1, place / "cover")
            if "cover_alt" in data:
                plan.values["hero_alt"] = data["cover_alt"]

    def translated_data(self, spec: PageSpec, language: str) -> dict[str, Any]:
        """Return the page's data with the texts of a language laid over it.

        Raises:
            ContentError: for a text too many or, in a complete translation, too few.
        """
        texts, place = dict(spec.texts[language]), spec.place / language
        model = model_of(spec)
        strict = spec.status(language) != "partial"
        translatable = translations.field_names(model)
        aliases = {"cover_alt"} if "hero_alt" in translatable else set()
        place.no_other_keys(texts, {*translatable, *aliases, "status", "english_before"})
        data = dict(spec.data)
        for name in (*translatable, *aliases):
            if not data.get(name):
                continue
            column = None if name in aliases else model._meta.get_field(name)
            if isinstance(column, StreamField):
                overlay = Overlay(strict)
                data[name] = overlay.stream(column.stream_block, data[name], texts.get(name, []), place / name)
            elif name not in OPTIONAL_TEXTS or name in texts:
                data[name] = Overlay(strict).text(data[name], texts.get(name), place / name)
        return data


def model_of(spec: PageSpec) -> Any:
    """Return the page's class.

    Raises:
        ContentError: when there is no such type.
    """
    if spec.type not in page_types():
        raise (spec.place / "type").error(f"must be one of {', '.join(sorted(page_types()))}")
    return page_types()[spec.type]


def _handled_apart(spec: PageSpec) -> set[str]:
    if spec.type == PUBLICATION:
        return {"cover", "year", "month", "day"}
    dated = {PRESS_RELEASE: {"release_date", "zone"}, EVENT: {"start", "end", "zone"}}
    return {"cover", "cover_alt"} | dated.get(spec.type, set())


def _dates(spec: PageSpec, data: Mapping[str, Any], place: Place) -> dict[str, Any]:
    if spec.type == PUBLICATION:
        return page_dates.publication(data)
    if spec.type == PRESS_RELEASE:
        return page_dates.release(data, place)
    return page_dates.event(data, place) if spec.type == EVENT else {}


def _wire_link(link: dict[str, Any], place: Place) -> dict[str, Any]:
    labels = {"label": "en", "label_es": "es", "label_zh-Hans": "zh-Hans"}
    place.no_other_keys(link, {"url", *labels})
    return {"url": link["url"], "labels": {code: link[key] for key, code in labels.items() if link.get(key)}}


def _enrolment(row: dict[str, Any], place: Place) -> dict[str, Any]:
    place.no_other_keys(row, {"language", "url"})
    return {"language": row["language"], "url": row.get("url", "")}


# In the database


def find(spec_path: str, homes: dict[str, Page], language: str = "en") -> Page | None:
    """Return the page at a path below the home page of a language, aliases aside."""
    home = homes[language]
    url_path = f"{home.url_path}{spec_path}/" if spec_path else home.url_path
    return Page.objects.filter(url_path=url_path, alias_of__isnull=True).first()


def ensure_stub(spec: PageSpec, homes: dict[str, Page], writer: PageWriter) -> bool:
    """Make an unpublished page so that others can point at it; return whether one was missing."""
    page = find(spec.path, homes)
    made = page is None
    if page is None:
        model = model_of(spec)
        parent = find(spec.parent, homes)
        if parent is None:
            raise (spec.place / "parent").error(f"no page at {spec.parent!r}")
        stub = model(title=spec.data["title"], slug=spec.slug, locale=parent.locale, live=False)
        for name, value in _needed_at_once(spec, writer).items():
            setattr(stub, name, value)
        page = parent.add_child(instance=stub)
    elif spec.type != page.specific_class._meta.label:
        raise (spec.place / "type").error(f"is already there as a {page.specific_class._meta.label}")
    writer.names.pages[spec.path] = page.pk
    return made


def _needed_at_once(spec: PageSpec, writer: PageWriter) -> dict[str, Any]:
    if spec.type == PUBLICATION:
        code = spec.data.get("resource_type", "")
        return {"resource_type_id": writer.names.term("cms.ResourceType", code, spec.place / "resource_type")}
    return _dates(spec, spec.data, spec.place)


def name_pages_of_setup(homes: dict[str, Page], names: Names) -> None:
    """Learn the pages that `setup_site` made, whether or not a file describes them."""
    for path in MADE_BY_SETUP:
        if page := find(path, homes):
            names.pages[path] = page.pk


def since(page: Page) -> date:
    """Return the day that relative dates of a page count from: when it was first published, or today."""
    return (page.first_published_at or timezone.now()).date()


def load_specific(spec: PageSpec, names: Names) -> Any:
    """Return the page as its own type."""
    return model_of(spec).objects.get(pk=names.pages[spec.path])


def publish(spec: PageSpec, writer: PageWriter, *, before: bool) -> bool:
    """Bring a page in line with its file through one revision; return whether it changed.

    With `before` it gets the English texts that its outdated translations were made from.
    """
    page = load_specific(spec, writer.names)
    data = {**spec.data, **(spec.english_before() if before else {})}
    plan = writer.plan(spec, data, since(page), spec.place)
    if page.live and page.live_revision_id and plan.is_done(page):
        return False
    plan.apply(page)
    with transaction.atomic(durable=True):
        page.save_revision().publish()
    return True


def translate(spec: PageSpec, language: str, writer: PageWriter) -> bool:
    """Bring the translation into one language in line with the file; return whether it changed."""
    page = load_specific(spec, writer.names)
    before = spec.english_before() if spec.status(language) == "outdated" else {}
    english = writer.plan(spec, {**spec.data, **before}, since(page), spec.place).values
    translated = writer.plan(spec, writer.translated_data(spec, language), since(page), spec.place).values
    return translations.translate(page, english, translated, language, spec.status(language), spec.place / language)
