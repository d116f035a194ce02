"""From hits to items: the card of each page, helplines and terms of the glossary beside them, and what matched."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils import translation

from cms.analysis import Finder
from cms.api.endpoints import glossary
from cms.api.endpoints.pages import cards
from cms.api.facets import reference
from cms.api.frame import Frame
from cms.api.resolving.helplines import described, helpline_rows, in_language
from cms.api.resolving.tree import Composed, Finished, InLanguage
from cms.api.searching.scope import Step
from cms.api.selection import Selection
from cms.api.truth import States, language_marks
from cms.glossary.models import GlossaryTerm
from cms.helplines.models import Helpline
from cms.pages.registry import page_types
from cms.publishing.references import LanguageName, TermRef
from cms.publishing.visibility import LaunchedLocale
from cms.search import bits, highlights, labels, values
from cms.search.helping import needed
from cms.search.keys import PAGE, key_of, kind_of, of_key
from cms.search.ranking import Found
from cms.search.reasons import Reason, reasons
from cms.search.wording.signs import Kind as Need
from cms.taxonomy.models import Country

MATCHED = "matched"
MOST_HELPLINES = 3
CARD_KEYS = {"name": "title", "term": "title", "description": "summary", "definition": "summary"}
"""The keys under which the card of a snippet has its own fields."""
_KINDS = Helpline.Kind
_CARE = (_KINDS.CHILD_HELPLINE, _KINDS.POLICE_EMERGENCY)
FITTING: dict[Need, tuple[str, ...]] = {
    "emergency": _CARE,
    "abuse": _CARE,
    "missing": (_KINDS.MISSING_CHILDREN, _KINDS.POLICE_EMERGENCY, _KINDS.CHILD_HELPLINE),
    "images": (_KINDS.CSAM_PORTAL, _KINDS.CHILD_HELPLINE, _KINDS.CSAM_HOTLINE),
    "report": (_KINDS.CSAM_PORTAL, _KINDS.CSAM_HOTLINE, _KINDS.CHILD_HELPLINE),
    "help": (_KINDS.CHILD_HELPLINE,),
}
"""The kinds of helplines that fit a need, in the order in which they are shown; others follow by their priority."""


@dataclass(frozen=True)
class Part:
    """Hits of one step that an answer gives, in order."""

    step: Step
    found: Found
    keys: Sequence[int]


def items(frame: Frame, parts: Iterable[Part], chosen: Selection) -> list[Any]:
    """Return the items of an answer, references unresolved."""
    return [item for part in parts for item in _items(frame, part, chosen)]


def _items(frame: Frame, part: Part, chosen: Selection) -> list[Any]:
    wanted = chosen.choose([MATCHED], [MATCHED])
    matched = highlights.matched(part.keys, part.found.terms, part.step.locale.code) if wanted else {}
    types = types_of(part.keys)
    pages = dict(zip(types, cards(frame, types, chosen), strict=True)) if types else {}
    rows: dict[int, Any] = {key_of(PAGE, pk): tree for pk, tree in pages.items()}
    for model, make in ((Helpline, _helplines), (GlossaryTerm, _terms)):
        kind = kind_of(model)
        if pks := [pk for found, pk in map(of_key, part.keys) if found == kind]:
            rows |= {key_of(kind, pk): tree for pk, tree in make(frame, part.step.locale, pks).items()}
    named = _labels(frame, part, matched)
    return [
        _with_matched(rows[key], _on_card(key, matched.get(key, [])), named.get(key, []))
        for key in part.keys
        if key in rows
    ]


def _on_card(key: int, matched: list[Any]) -> list[Any]:
    """Call what matched as the card of an entry calls it."""
    if of_key(key)[0] == PAGE:
        return matched
    return [{**row, "field": CARD_KEYS.get(row["field"], row["field"])} for row in matched]


def types_of(keys: Sequence[int]) -> dict[int, int]:
    """Return the pages among the keys in order, each with the id of its content type."""
    found = {}
    for model, members in zip(page_types().values(), values.of_types().values(), strict=True):
        for key in bits.held(keys, members):
            found[key] = ContentType.objects.get_for_model(model).pk
    return {of_key(key)[1]: found[key] for key in keys if key in found}


def _with_matched(tree: Any, matched: list[Any], named: list[Any]) -> Any:
    item = tree.value if isinstance(tree, InLanguage) else tree
    item[MATCHED] = [*map(Finished, matched), *named] if named else Finished(matched)
    return tree


def _labels(frame: Frame, part: Part, matched: dict[int, highlights.Matched]) -> dict[int, list[Any]]:
    """Return the labels for which hits were found whose texts do not show it, as rows of `matched`, unresolved."""
    own, wanted = part.step.locale.code, (frame.locale or part.step.locale).code
    found = reasons((part.found.query, *part.found.said), matched, own)
    finder = cache(partial(Finder, part.found.terms))

    def row(reason: Reason, values: list[Any]) -> Any:
        [value] = values
        if value is None:
            return None
        lang = value.get("lang", wanted)
        texts = [text for key in ("label", "name", "acronym") if (text := value.get(key))]
        spans = [highlights.marks(text, finder(lang)) for text in texts]
        text, marks = next((pair for pair in zip(texts, spans, strict=True) if pair[1]), (texts[0], []))
        return highlights.row(reason.field, text, marks, lang=lang if lang != own else None)

    return {
        key: [Composed([_value(reason, wanted)], partial(row, reason)) for reason in own_reasons]
        for key, own_reasons in found.items()
    }


def _value(reason: Reason, language: str) -> Any:
    """Return what a value is called, or the reference that becomes it."""
    if reason.value.vocabulary != labels.KIND:
        return reference(reason.value.pk, reason.value.vocabulary)
    with translation.override(language.lower()):
        return {"label": str(Helpline.Kind(reason.value.pk).label)}


def _helplines(frame: Frame, own: LaunchedLocale, pks: list[int]) -> dict[int, Any]:
    rows = helpline_rows(frame, _groups_of(Helpline, pks))
    locale = frame.locale or own
    states = States.of_rows(frame, rows)
    return {
        row.pk: {
            **_card(row, row.name, own, locale),
            "summary": row.description or None,
            "countries": [TermRef(row.country_id, Country._meta.label)] if row.country_id else [],
            "languages": [LanguageName(code) for code in row.languages],
            "helpline": described(frame, row, locale, states),
        }
        for row in rows
        if row.pk in pks
    }


def _terms(frame: Frame, own: LaunchedLocale, pks: list[int]) -> dict[int, Any]:
    rows = list(frame.view.snippets(_groups_of(GlossaryTerm, pks)))
    locale = frame.locale or own
    states = States.of_rows(frame, rows)
    return {
        row.pk: {
            **_card(row, row.term, own, locale),
            "summary": row.definition,
            "term": {
                **glossary.described(row),
                **language_marks(states, row.translation_key, row.locale_id, locale),
            },
        }
        for row in rows
        if row.pk in pks
    }


def _groups_of(model: Any, pks: list[int]) -> Any:
    """Return the rows in all languages: the source says how old a translation is."""
    return model.objects.filter(translation_key__in=model.objects.filter(pk__in=pks).values("translation_key"))


def _card(row: Any, title: str, own: LaunchedLocale, wanted: LaunchedLocale) -> dict[str, Any]:
    """Return what a card has, of a row that is no page."""
    meta = {"type": row._meta.label, "locale": own.code}
    if own.id != wanted.id:
        meta["requested_locale"] = wanted.code
    bare: dict[str, Any] = {
        "summary": None,
        "date": None,
        "date_precision": None,
        "topics": [],
        "countries": [],
        "cover": None,
    }
    return {"id": row.pk, "meta": meta, "title": title, **bare, "languages": []}


def help_for(frame: Frame, texts: Iterable[str], countries: Collection[str]) -> list[Any]:
    """Return helplines for the first of some texts that calls for help, none where none does.

    They are of the country that it names, or else of `countries` (ISO codes), then world-wide ones; of both, those of
    the kinds that fit the need come first. In the reader's language or English.
    """
    need = next(filter(None, map(needed, texts)), None)
    if need is None:
        return []
    countries = [need.country] if need.country else countries
    locale = frame.locale or frame.view.locales[0]
    public = helpline_rows(frame, Helpline.objects.select_related("country"))
    states = States.of_rows(frame, public)
    rows = [row for row in in_language(public, frame.chain(locale)) if row.is_global or _is_of(row, countries)]
    fitting = FITTING[need.kind]
    rows.sort(key=lambda row: (row.is_global, fitting.index(row.kind) if row.kind in fitting else len(fitting)))
    return [described(frame, row, locale, states) for row in rows[:MOST_HELPLINES]]


def _is_of(row: Helpline, countries: Collection[str]) -> bool:
    return row.country is not None and row.country.code in countries
