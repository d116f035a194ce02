"""`pages/`: list, detail, `find/`, `by-path/`."""

from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from functools import cache, partial
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from cms.api import facets, items, listing, loading, orders, routing
from cms.api.answers import FORM, endpoint, json_response
from cms.api.frame import FALLBACK, LANGUAGE, LOCALE, Frame, frame_of
from cms.api.openapi.keys import keys_of
from cms.api.page_parameters import PageParameters, types_of
from cms.api.paging import PAGING, Part, part_of
from cms.api.parameters import Parameter, Parameters, path_id
from cms.api.problems import bad_parameter, not_found
from cms.api.resolving.resolver import Resolver
from cms.api.searching.lists import SEARCH, among, searched
from cms.api.selection import Selection, parse
from cms.api.shapes import PageDetail, PageListJson, RedirectJson
from cms.pages.models import BasePage
from cms.publishing.references import PageCard
from cms.search import bits

LIST_PARAMETERS = PageParameters((*LANGUAGE, *FORM, *PAGING, *SEARCH))
HTML_PATH = Parameter(name="html_path", description="The path of a page, with or without its locale.", example="/es/")
ID = Parameter(name="id", kind="integer", description="The id of a page.")
PATH = Parameter(
    name="path",
    description="Give the path of a page, such as /es/resources/.",
    required=True,
    example="/es/resources/",
)
BREADCRUMBS = "breadcrumbs"


@endpoint(parameters=LIST_PARAMETERS, answer=PageListJson)
def page_list(request: HttpRequest, query: Parameters) -> HttpResponse:
    """Answer `{"meta": {"total_count", "next", "previous", "facets"}, "items": [cards]}`; facets where asked for."""
    models = types_of(query.words("type"))
    frame = frame_of(query)
    _check_site(query)
    part = part_of(query)
    chosen = _fields(query, PageCard, models)
    wanted = cache(partial(asked, frame, models, query))
    total, rows = matching(frame, models, query, part, wanted)
    meta = part.meta(request, frame, total)
    if names := query.words("facets"):
        meta["facets"] = facets.counts(frame, wanted(), models, names)
    tree = {"meta": meta, "items": cards(frame, rows, chosen)}
    response = json_response(request, Resolver(frame).resolve(tree))
    if query.words("order") == ["random"]:
        response["Cache-Control"] = "no-store"
    return response


def asked(frame: Frame, models: Sequence[type[BasePage]], query: Parameters) -> listing.Asked:
    """Return what a query asks for, in no order.

    Raises:
        Problem: 400 for values that cannot be.
    """
    demands = listing.demands(frame, models, query)
    hits = searched(frame, query)
    queryset = listing.base_queryset(frame, models)
    queryset = listing.apply_exact(queryset, models, query)
    queryset = listing.apply_tree(frame, queryset, query)
    queryset = listing.in_locale(frame, queryset, frame.locale)
    return listing.Asked(queryset if hits is None else among(queryset, hits), demands, hits)


def matching(
    frame: Frame,
    models: Sequence[type[BasePage]],
    query: Parameters,
    part: Part,
    wanted: Callable[[], listing.Asked] | None = None,
) -> tuple[int, dict[int, int]]:
    """Return how many public pages a query finds, and the primary keys with content types of the part asked for.

    `wanted` gives what the query asks for, where the caller needs it too.

    Raises:
        Problem: 400 for values that cannot be.
    """
    wanted = wanted or cache(partial(asked, frame, models, query))
    if query.words("order") == ["random"]:
        order: orders.List = orders.fetch(listing.ordered(frame, wanted().pages(), models, query))
    else:
        order = found(frame, models, query, wanted)
    if "search" in query and not query.words("order"):
        order = orders.Reordered(order, bits.held(wanted().hits or [], order.pages))
    return order.total, order.part(part)


def found(
    frame: Frame, models: Sequence[type[BasePage]], query: Parameters, wanted: Callable[[], listing.Asked]
) -> orders.List:
    """Return the pages that a query finds, in order.

    Raises:
        Problem: 400 for values that cannot be.
    """
    filters = listing.added(models, query)
    return orders.Filtered(
        _identity(frame, models, query, filters),
        filters,
        rows=lambda without: listing.ordered(frame, wanted().pages(without), models, query),
        holding=lambda name: listing.holding(models, wanted().demands[name]),
    ).found()


DECIDES_NOTHING = {"limit", "offset", "fields", "rich_text_format", "facets", "locale", "fallback", "type", "site"}
"""Parameters that do not decide which pages a list holds; languages and types are known by what they were read as."""


def _identity(frame: Frame, models: Sequence[type[BasePage]], query: Parameters, filters: Collection[str]) -> Hashable:
    """Return what decides which pages a query finds without these filters, and in which order."""
    given = frozenset(
        (name, tuple(value) if isinstance(value, list) else value)
        for name, value in query.values.items()
        if name not in DECIDES_NOTHING and name not in filters
    )
    return listing.identity(frame, models, given)


def _check_site(query: Parameters) -> None:
    if "site" in query and not routing.is_our_site(query.text("site")):
        raise bad_parameter("site", "This service has one site; leave the parameter out.")


def _fields(query: Parameters, form: Any, models: Iterable[type[BasePage]]) -> Selection:
    """Return what `fields=` asks for of cards or details, which is known in each of the models.

    Raises:
        Problem: 400 for unknown fields.
    """
    chosen = parse(query.text("fields"))
    if "fields" in query:
        for model in models:
            chosen.check(keys_of((form, model._meta.label)))
    return chosen


def _detail_fields(query: Parameters, page: Any) -> Selection:
    model = loading.page_model(page.content_type_id)
    return _fields(query, PageDetail, [model] if model else [])


def cards(frame: Frame, types: dict[int, int], chosen: Selection) -> list[Any]:
    """Return pages, given with their content types, as items of a list, references unresolved."""
    pages = items.specific(types, [chosen])
    wanted: list[Any] = [
        (pages[pk], frame.locale or frame.by_id[pages[pk].locale_id], chosen) for pk in types if pk in pages
    ]
    return items.build(frame, wanted)


@endpoint(parameters=(LOCALE,), answer=PageDetail)
def page_detail(request: HttpRequest, query: Parameters, pk: str) -> HttpResponse:
    """Answer one page with everything that drawing it needs, in that id's language."""
    frame = frame_of(query)
    page: Any = routing.by_id(frame, path_id(pk))
    if page is None or (frame.locale and page.locale_id != frame.locale.id):
        raise not_found()
    chosen = _detail_fields(query, page)
    return json_response(request, detail(frame, page, chosen, **_breadcrumbs(page, chosen, by_default=())))


def _breadcrumbs(page: Any, chosen: Selection, by_default: Iterable[str]) -> dict[str, Any]:
    crumbs = {BREADCRUMBS: items.nested(routing.breadcrumbs(page), chosen.nested.get(BREADCRUMBS))}
    return {name: crumbs[name] for name in chosen.choose(crumbs, by_default)}


def detail(frame: Frame, page: Any, chosen: Selection, wanted: Any = None, **extra: Any) -> Any:
    """Return the finished detail of a public page, for readers of the locale `wanted` (by default the page's own)."""
    locale = wanted or frame.by_id[page.locale_id]
    own = items.specific({page.pk: page.content_type_id}, [chosen], detail=True)[page.pk]
    return drawn(frame, own, chosen, locale, **extra)


def drawn(frame: Frame, page: Any, chosen: Selection, locale: Any, **extra: Any) -> dict[str, Any]:
    """Return the finished detail of a page as it is in memory, with `extra` keys beside its own."""
    [tree] = items.build(frame, [(page, locale, chosen)], detail=True)
    answer = Resolver(frame).resolve({**extra, "item": tree}, locale)
    return {**answer.pop("item"), **answer}


@endpoint(parameters=(ID, HTML_PATH, *FORM), answer=None, also={302: "To the detail of the page found."})
def page_find(request: HttpRequest, query: Parameters) -> HttpResponse:
    """Redirect to the detail of a page by `id` or `html_path`; paths may start with a locale."""
    frame = frame_of(query)
    if "id" in query:
        page: Any = routing.by_id(frame, query.integer("id"))
    elif "html_path" in query:
        found = routing.find(frame, routing.path_of(query.text("html_path")))
        page = found.page if found else None
    else:
        raise bad_parameter("html_path", "Give html_path= or id=.")
    if page is None:
        raise not_found()
    kept = request.GET.copy()
    kept.pop("id", None)
    kept.pop("html_path", None)
    query_string = f"?{kept.urlencode()}" if kept else ""
    return HttpResponseRedirect(frame.detail_url("pages", page.pk) + query_string)


@endpoint(parameters=(PATH, FALLBACK), answer=PageDetail | RedirectJson)
def page_by_path(request: HttpRequest, query: Parameters) -> HttpResponse:
    """Answer the page at `path` in one go, or a redirect, or a 404 that names the languages there are."""
    frame = frame_of(query, language=False)
    found = routing.by_path(frame, query.text("path"), query.words("fallback"))
    if isinstance(found, routing.Redirection):
        return json_response(request, {"redirect": {"to": found.to, "permanent": found.permanent}})
    chosen = _detail_fields(query, found.page)
    crumbs = _breadcrumbs(found.page, chosen, by_default=[BREADCRUMBS])
    return json_response(request, detail(frame, found.page, chosen, found.wanted, **crumbs))
