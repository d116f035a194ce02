"""`helplines/` and `helplines/countries/`: who helps where, verified when."""

from collections import Counter, defaultdict
from typing import Any

from django.http import HttpRequest, HttpResponse

from cms.api.answers import endpoint, json_response
from cms.api.frame import Frame, frame_of
from cms.api.paging import PAGING_PARAMETERS, part_of
from cms.api.parameters import Parameters
from cms.api.problems import bad_parameter
from cms.api.resolving.helplines import described, helpline_rows, in_language
from cms.api.resolving.resolver import Resolver
from cms.api.resolving.snippets import best
from cms.api.truth import States
from cms.helplines.models import Helpline
from cms.languages import names
from cms.pages.registry import page_types
from cms.taxonomy.models import Country
from cms.taxonomy.serializers import term

ADVICE = ("emergency_note", "not_listed_advice", "disclaimer")


@endpoint
def helpline_list(request: HttpRequest) -> HttpResponse:
    """Answer `{"meta": {…, "country", "advice"}, "items": [rows]}`.

    A country's own rows come first, then the world-wide ones; where it has none, `meta.advice` says what to do.
    """
    query = Parameters(request)
    query.refuse_unknown(("locale", "fallback", "country", "kind", "language", "audience", *PAGING_PARAMETERS))
    frame = frame_of(query, default_locale=True)
    locale = frame.locale or frame.view.locales[0]
    part = part_of(query)
    country = _country(query)
    public = helpline_rows(frame, Helpline.objects.all())
    rows = _filtered(query, in_language(public, frame.chain(locale)), country)
    own = sum(not row.is_global for row in rows)
    page = rows[part.window]
    states = States.of_rows(frame, public)
    meta: dict[str, Any] = part.meta(request, frame, len(rows))
    if country:
        meta["country"] = {**term(country, locale.code), "listed": own > 0}
    meta["advice"] = _advice(frame, locale)
    tree = {"meta": meta, "items": [described(frame, row, locale, states) for row in page]}
    return json_response(request, Resolver(frame).resolve(tree, locale))


def _country(query: Parameters) -> Country | None:
    if "country" not in query:
        return None
    code = query.text("country").upper()
    country = Country.objects.filter(code=code).first()
    if country is None:
        known = list(Country.objects.values_list("code", flat=True))
        raise bad_parameter("country", "Not a country code of ours (ISO 3166-1 alpha-2).", code, known)
    return country


def _filtered(query: Parameters, rows: list[Any], country: Country | None) -> list[Any]:
    kinds = _choices(query, "kind", Helpline.Kind.values)
    audiences = _choices(query, "audience", Helpline.Audience.values)
    languages = _choices(query, "language", [code for code, _name in names.language_choices()])
    kept = [
        row
        for row in rows
        if (country is None or row.is_global or row.country_id == country.pk)
        and (not kinds or row.kind in kinds)
        and (not audiences or row.audience in audiences or row.audience == Helpline.Audience.ANYONE)
        and (not languages or set(languages) & set(row.languages))
    ]
    return sorted(kept, key=lambda row: row.is_global) if country else kept


def _choices(query: Parameters, name: str, allowed: list[str]) -> list[str]:
    words = query.words(name)
    for word in words:
        if word not in allowed:
            raise bad_parameter(name, f"{word} is not known.", word, allowed)
    return words


def _advice(frame: Frame, locale: Any) -> dict[str, Any] | None:
    """Return the texts of the helpline directory in the reader's language or English."""
    model = page_types()["home.DirectoryPage"]
    pages = list(frame.view.listed(model._default_manager.filter(lists="helplines")).order_by("path"))
    page = best(pages, frame.chain(locale))
    if page is None:
        return None
    texts = {name: getattr(page, name) or None for name in ADVICE}
    return {**texts, "lang": frame.by_id[page.locale_id].code}


@endpoint
def helpline_countries(request: HttpRequest) -> HttpResponse:
    """Answer `{"meta", "items": [{"code", "label", "count", "kinds"}]}` in the order of the reader's language."""
    query = Parameters(request)
    query.refuse_unknown(("locale", "fallback"))
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
    items.sort(key=lambda item: item["label"].casefold())
    return json_response(request, {"meta": {"total_count": len(items)}, "items": items})
