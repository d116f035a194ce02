"""Snippets, from organisations to menus: their English rows and their translations."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.fields import StreamField
from wagtail.models import Locale

from cms.directory.models import Office, Organisation, Person, Series
from cms.glossary.models import GlossaryTerm
from cms.helplines.models import Helpline
from cms.languages import codes
from cms.seed import translations
from cms.seed.content import LANGUAGES, Content, Place
from cms.seed.names import Names
from cms.seed.plans import Fields, Plan
from cms.seed.streams import Overlay
from cms.site.models import Announcement, Menu, SiteText, StatCounter

TABLES: dict[str, type[Any]] = {
    "organisations": Organisation,
    "series": Series,
    "people": Person,
    "offices": Office,
    "glossary": GlossaryTerm,
    "texts": SiteText,
    "counters": StatCounter,
    "helplines": Helpline,
    "announcements": Announcement,
    "menus": Menu,
}
"""Models by file, in the order in which they are built."""

ROW_FIELDS = {"phones": {"number", "display", "labels", "toll_free", "sms", "whatsapp"}}


@dataclass(frozen=True)
class SnippetSpec:
    """A snippet as written."""

    model: type[Any]
    place: Place
    code: str
    data: dict[str, Any]
    texts: dict[str, dict[str, Any]]

    @property
    def code_field(self) -> str:
        """Name of the field that holds its stable name."""
        return "key" if self.model is StatCounter else "code"

    @property
    def label(self) -> str:
        """Label of its model."""
        return str(self.model._meta.label)

    def source(self) -> Any:
        """Return the English row, or None."""
        return self.model.objects.filter(locale__language_code=codes.SOURCE, **{self.code_field: self.code}).first()


def specs(content: Content) -> Iterator[SnippetSpec]:
    """Go through all snippets in order of building.

    Raises:
        ContentError: where one has no code.
    """
    for table, model in TABLES.items():
        for place, row in content.rows(table):
            data = {key: value for key, value in row.items() if key not in LANGUAGES}
            texts = {key: _as_table(row[key]) for key in LANGUAGES if row.get(key)}
            if model is Menu:
                data, texts = _menu(data)
            code = data.get("key" if model is StatCounter else "code")
            if not code:
                raise place.error("code is missing")
            yield SnippetSpec(model, place, code, data, texts)


def _as_table(texts: Any) -> dict[str, Any]:
    return {"name": texts} if isinstance(texts, str) else texts


def _menu(row: dict[str, Any]) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    """Take a menu apart into its English stream and the labels of the other languages."""

    def english(entry: dict[str, Any]) -> dict[str, Any]:
        kept = {key: value for key, value in entry.items() if not key.startswith("label_")}
        if "children" in entry:
            kept["children"] = [english(child) for child in entry["children"]]
        return kept

    def labels(entry: dict[str, Any], language: str) -> dict[str, Any]:
        texts: dict[str, Any] = {"label": entry.get(f"label_{language}")}
        if "children" in entry:
            texts["children"] = [labels(child, language) for child in entry["children"]]
        return texts

    entries = row.get("entries", [])
    data = {key: value for key, value in row.items() if key != "entries"}
    data["items"] = [{"type": "entry", **english(entry)} for entry in entries]
    return data, {language: {"items": [labels(entry, language) for entry in entries]} for language in LANGUAGES}


def plan_of(spec: SnippetSpec, data: dict[str, Any], names: Names, since: date) -> Plan:
    """Return the planned English row.

    Raises:
        ContentError: for whatever a field refuses.
    """
    fields = Fields(spec.model, names, f"{spec.label}/{spec.code}", since)
    rows: dict[str, list[dict[str, Any]]] = {}
    for relation in ROW_FIELDS.keys() & data.keys():
        for number, row in enumerate(data[relation]):
            (spec.place / relation / number).no_other_keys(row, ROW_FIELDS[relation])
        blank = {"display": "", "labels": {}, "toll_free": False, "sms": False, "whatsapp": False}
        rows[relation] = [{**blank, **row} for row in data[relation]]
    plain = {key: value for key, value in data.items() if key not in ROW_FIELDS}
    return Plan(fields.plan(plain, spec.place), rows)


def translated_data(spec: SnippetSpec, language: str) -> dict[str, Any]:
    """Return the data with the texts of a language laid over it.

    Raises:
        ContentError: for a text too many or too few.
    """
    texts, place = spec.texts[language], spec.place / language
    translatable = translations.field_names(spec.model)
    place.no_other_keys(texts, {*translatable, "status"})
    overlay = Overlay(strict=texts.get("status", "complete") != "partial")
    data = dict(spec.data)
    for name in translatable:
        column = spec.model._meta.get_field(name)
        if not data.get(name) or (name == "name" and name not in texts):
            continue
        if isinstance(column, StreamField):
            data[name] = overlay.stream(column.stream_block, data[name], texts.get(name, []), place / name)
        else:
            data[name] = overlay.text(data[name], texts.get(name), place / name)
    return data


def since(instance: Any) -> date:
    """Return the day that relative dates of a row count from: when it was first published, or today."""
    published = instance.first_published_at if instance is not None else None
    return (published or timezone.now()).date()


def build(spec: SnippetSpec, names: Names) -> bool:
    """Bring the English row in line with the file and publish it; return whether it changed."""
    instance = spec.source()
    plan = plan_of(spec, spec.data, names, since(instance))
    changed = instance is None or not instance.live or not plan.is_done(instance)
    if changed:
        instance = instance or spec.model(locale=Locale.objects.get(language_code=codes.SOURCE))
        plan.apply(instance)
        with transaction.atomic(durable=True):
            instance.save()
            instance.save_revision().publish()
    names.snippets[(spec.label, spec.code)] = instance.pk
    return changed


def translate(spec: SnippetSpec, language: str, names: Names) -> bool:
    """Bring the translation into one language in line with the file; return whether it changed."""
    instance = spec.source()
    day = since(instance)
    english = plan_of(spec, spec.data, names, day).values
    translated = plan_of(spec, translated_data(spec, language), names, day).values
    status = spec.texts[language].get("status", "complete")
    return translations.translate(instance, english, translated, language, status, spec.place / language)
