"""`helplines/` and `helplines/countries/`: who helps where, verified when."""

from collections import Counter, defaultdict
from typing import Any

from django.http import HttpRequest

from cms.api.answers import Body, endpoint
from cms.api.countries import country_parameter
from cms.api.frame import LANGUAGE, Frame, frame_of
from cms.api.paging import PAGING, part_of, whole
from cms.api.parameters import Parameter, Parameters
from cms.api.resolving.helplines import described, helpline_rows, in_language
from cms.api.resolving.resolver import Resolver
from cms.api.resolving.snippets import best
from cms.api.shapes import HelplineCountryJson, HelplinesJson, ListOf
from cms.api.truth import States
from cms.helplines.models import Helpline
from cms.languages import names
from cms.languages.sorting import sort_key
from cms.pages.registry import page_types
from cms.taxonomy.models import Country
from cms.taxonomy.serializers import term

COUNTRY = country_parameter("The helplines of a country, then the world-wide ones", many=False)
KIND = Parameter(name="kind", kind="words", description="Only helplines of these kinds.", choices=Helpline.Kind.values)
AUDIENCE = Parameter(
    name="audience",
    kind="words",
    description="Only helplines for these callers, or for anyone.",
    choices=Helpline.Audience.values,
)
SPOKEN = Parameter(
    name="language",
    kind="words",
    description="Only helplines that speak one of these languages (BCP 47, in any case).",
    choices=[code for code, _name in names.language_choices()],
    ignore_case=True,
)
ADVICE = ("emergency_note", "not_listed_advice", "disclaimer")


@endpoint(parameters=(*LANGUAGE, COUNTRY, KIND, SPOKEN, AUDIENCE, *PAGING), answer=HelplinesJson)
def helpline_list(request: HttpRequest, query: Parameters) -> Body:
    """Answer `{"meta": {…, "country", "advice"}, "items": [rows]}`.

    A country's own rows come first, then the world-wide ones; where it has none of any kind, it is not `listed`, and
    `meta.advice` says what to do.
    """
    frame = frame_of(query, default_locale=True)
    locale = frame.locale or frame.view.locales[0]
    part = part_of(query)
    country = Country.objects.get(code=query.text("country")) if "country" in query else None
    public = helpline_rows(frame, Helpline.objects.all())
    rows = _filtered(query, in_language(public, frame.chain(locale)), country)
    page = rows[part.window]
    states = States.of_rows(frame, public)
    meta: dict[str, Any] = part.meta(request, frame, len(rows))
    if country:
        listed = any(row.country_id == country.pk for row in public)
        meta["country"] = {**term(country, locale.code), "listed": listed}
    meta["advice"] = _advice(frame, locale)
    tree = {"meta": meta, "items": [described(frame, row, locale, states) for row in page]}
    return Resolver(frame).resolve(tree, locale)


def _filtered(query: Parameters, rows: list[Any], country: Country | None) -> list[Any]:
    kinds, audiences, languages = (query.words(name) for name in ("kind", "audience", "language"))
    kept = [
        row
        for row in rows
        if (country is None or row.is_global or row.country_id == country.pk)
        and (not kinds or row.kind in kinds)
        and (not audiences or row.audience in audiences or row.audience == Helpline.Audience.ANYONE)
        and (not languages or set(languages) & set(row.languages))
    ]
    return sorted(kept, key=lambda row: row.is_global) if country else kept


def _advice(frame: Frame, locale: Any) -> dict[str, Any] | None:
    """Return the texts of the helpline directory in the reader's language or English."""
    model = page_types()["home.DirectoryPage"]
    pages = list(frame.view.listed(model._default_manager.filter(lists="helplines")).order_by("path"))
    page = best(pages, frame.chain(locale))
    if page is None:
        return None
    texts = {name: getattr(page, name) or None for name in ADVICE}
    return {**texts, "lang": frame.by_id[page.locale_id].code}


@endpoint(parameters=LANGUAGE, answer=ListOf[HelplineCountryJson])
def helpline_countries(request: HttpRequest, query: Parameters) -> Body:
    """Answer `{"meta", "items": [{"code", "label", "count", "kinds"}]}` in the order of the reader's language."""
    frame = frame_of(query, default_locale=True)
    locale = frame.locale or frame.view.locales[0]
    rows = in_language(helpline_rows(frame, Helpline.objects.filter(country__isnull=False)), frame.chain(locale))
    counts: Counter[int] = Counter(row.country_id for row in rows)
    kinds: dict[int, set[str]] = defaultdict(set)
    for row in rows:
        kinds[row.country_id].add(row.kind)
    items = [
        {**term(country, locale.code), "count": counts[country.pk], "kinds": sorted(kinds[country.pk])}
        for country in Country.objects.filter(pk__in=counts)
    ]
    items.sort(key=lambda item: sort_key(str(item["label"])))
    return {"meta": whole(len(items)), "items": items}
