"""Translatable snippets by their source row, in the reader's language or English, marked."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.apps import apps

from cms.api import loading, statements
from cms.api.resolving.tree import Key
from cms.api.truth import States, language_marks
from cms.directory import serializers as directory
from cms.glossary import serializers as glossary
from cms.publishing.references import When
from cms.site import serializers as site

SERIALIZERS: dict[str, Callable[[Any], Any]] = {
    "cms.Organisation": directory.organisation_brief,
    "cms.Series": directory.series,
    "cms.GlossaryTerm": glossary.glossary_term_brief,
    "cms.SiteText": site.site_text,
    "cms.Announcement": site.announcement,
    "cms.StatCounter": site.counter,
}
MARKED = ("cms.SiteText", "cms.StatCounter")
"""Snippets of prose say in full what their translation is; names only say which language they are in."""


NAMES = ("cms.Organisation", "cms.Series")
"""Snippets that name what filters ask for by code: labels, which are kept with the content version."""


def snippets(resolver: Any, keys: list[Key]) -> dict[Key, Any]:
    """Resolve `SnippetRef`s. One query for each model, one for the states."""
    by_model: dict[str, list[Key]] = defaultdict(list)
    for key in keys:
        by_model[key[0].model].append(key)
    groups = {label: _groups(resolver, label, rows) for label, rows in by_model.items()}
    marked = [row for label in MARKED for group in groups.get(label, {}).values() for row in group]
    states = States.of_rows(resolver.frame, marked) if marked else None
    answer = {}
    for label, wanted in by_model.items():
        for key in wanted:
            reference, locale = key
            if row := best(groups[label].get(reference.pk, []), resolver.frame.chain(locale)):
                answer[key] = _described(resolver, label, row, locale, states)
    return answer


def _groups(resolver: Any, label: str, keys: list[Key]) -> dict[int, list[Any]]:
    """Return the public rows of each reference's group by the reference's primary key, nothing where it is hidden."""
    wanted = {reference.pk for reference, _locale in keys}
    known: dict[int, list[Any]] = resolver.once(("snippets", label), dict) if label in NAMES else {}
    missing = wanted - known.keys()
    if missing:
        found = _load_groups(resolver.frame.view, label, missing)
        known.update({pk: found.get(pk, []) for pk in missing})
    return known


def _load_groups(view: Any, label: str, wanted: set[int]) -> dict[int, list[Any]]:
    model = apps.get_model(label)
    columns = [column.attname for column in model._meta.concrete_fields]

    def build(pks: list[int]) -> Any:
        group_keys = model._default_manager.filter(pk__in=pks).values("translation_key")
        return view.snippets(model._default_manager.filter(translation_key__in=group_keys)).values_list(*columns)

    rows = [loading.bare(model, columns, row) for row in statements.rows(("snippets", label), build, wanted)]
    by_group: dict[Any, list[Any]] = defaultdict(list)
    for row in rows:
        by_group[row.translation_key].append(row)
    return {row.pk: by_group[row.translation_key] for row in rows if row.pk in wanted}


def best(rows: list[Any], chain: list[Any]) -> Any:
    """Return the row of the first locale of `chain` that has one."""
    by_locale = {row.locale_id: row for row in rows}
    return next((by_locale[locale.id] for locale in chain if locale.id in by_locale), None)


def _described(resolver: Any, label: str, row: Any, locale: Any, states: States | None) -> Any:
    value = SERIALIZERS[label](row)
    if label in MARKED and states is not None:
        return {**value, **language_marks(states, row.translation_key, row.locale_id, locale)}
    lang = {"lang": resolver.frame.by_id[row.locale_id].code}
    return replace(value, value={**value.value, **lang}) if isinstance(value, When) else {**value, **lang}
