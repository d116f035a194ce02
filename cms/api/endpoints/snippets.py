"""`organisations/`, `stats/`, `menus/`: translatable snippets in the reader's language or English, marked."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from cms.api.answers import Body, endpoint
from cms.api.frame import LANGUAGE, Frame, frame_of
from cms.api.paging import PAGING, part_of, whole
from cms.api.parameters import Parameter, Parameters, known_words
from cms.api.problems import nearest, not_found
from cms.api.resolving.helplines import in_language
from cms.api.resolving.resolver import Resolver
from cms.api.shapes import CounterRowJson, ListOf, MenuRowJson, OrganisationRowJson
from cms.api.truth import States, language_marks
from cms.directory.models import Organisation
from cms.directory.serializers import organisation
from cms.site.models import Menu, StatCounter
from cms.site.serializers import counter
from cms.streams import walk
from cms.taxonomy.models import country_codes

KIND = Parameter(
    name="kind", kind="words", description="Only organisations of these kinds.", choices=Organisation.Kind.values
)
COUNTRY = Parameter(
    name="country",
    kind="words",
    description="Only organisations of these countries (ISO 3166-1 alpha-2).",
    choices=country_codes,
    max_length=2,
    ignore_case=True,
    example="GT",
)
CODE = Parameter(name="code", description="The place of the menu.", choices=Menu.Code.values)
KEYS = Parameter(name="keys", kind="words", description="Only figures with these keys.", max_length=60)


def marked(frame: Frame, queryset: QuerySet[Any], describe: Any) -> list[Any]:
    """Return described rows, one a translation group, with `lang` and `translation`. Two queries."""
    locale = frame.locale or frame.view.locales[0]
    public = list(frame.view.snippets(queryset))
    states = States.of_rows(frame, public)
    return [
        (row, {**describe(row), **language_marks(states, row.translation_key, row.locale_id, locale)})
        for row in in_language(public, frame.chain(locale))
    ]


@endpoint(parameters=(*LANGUAGE, KIND, COUNTRY, *PAGING), answer=ListOf[OrganisationRowJson])
def organisation_list(request: HttpRequest, query: Parameters) -> Body:
    """Answer `{"meta", "items": [organisations]}`."""
    frame = frame_of(query, default_locale=True)
    part = part_of(query)
    queryset = Organisation.objects.order_by("sort_order", "name", "pk")
    if kinds := query.words("kind"):
        queryset = queryset.filter(kind__in=kinds)
    if countries := query.words("country"):
        queryset = queryset.filter(country__code__in=countries)
    rows = [tree for _row, tree in marked(frame, queryset, lambda row: {"id": row.pk, **organisation(row)})]
    tree = {"meta": part.meta(request, frame, len(rows)), "items": rows[part.window]}
    return Resolver(frame).resolve(tree)


@endpoint(parameters=(*LANGUAGE, KEYS), answer=ListOf[CounterRowJson])
def stat_list(request: HttpRequest, query: Parameters) -> Body:
    """Answer `{"meta", "items": [{"key", "value", "label", "as_of", …}]}`; `keys=` picks some."""
    frame = frame_of(query, default_locale=True)
    rows = [tree for _row, tree in marked(frame, StatCounter.objects.order_by("key"), counter)]
    if keys := query.words("keys"):
        known_words("keys", keys, [row["key"] for row in rows])
        rows = [row for row in rows if row["key"] in keys]
    tree = {"meta": whole(len(rows)), "items": rows}
    return Resolver(frame).resolve(tree)


def menu_tree(row: Menu) -> dict[str, Any]:
    """Return `{"code", "items": [{"label", "page", "url", "style", "children"}]}`, references unresolved."""
    return {"code": row.code, "items": [item["value"] for item in walk.stream(row.items)]}


def without_dead_ends(menu: dict[str, Any]) -> dict[str, Any]:
    """Drop finished entries that lead nowhere public and have nothing below them."""

    def kept(entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
        alive = ({**entry, "children": kept(entry["children"])} if "children" in entry else entry for entry in entries)
        return [entry for entry in alive if entry["page"] or entry["url"] or entry.get("children")]

    return {**menu, "items": kept(menu["items"])}


@endpoint(parameters=LANGUAGE, answer=ListOf[MenuRowJson])
def menu_list(request: HttpRequest, query: Parameters) -> Body:
    """Answer `{"meta", "items": [menus]}`."""
    frame = frame_of(query, default_locale=True)
    menus = resolved_menus(frame)
    return {"meta": whole(len(menus)), "items": menus}


def resolved_menus(frame: Frame) -> list[dict[str, Any]]:
    """Return the finished menus."""
    rows = [tree for _row, tree in marked(frame, Menu.objects.order_by("code"), menu_tree)]
    return [without_dead_ends(menu) for menu in Resolver(frame).resolve(rows)]


@endpoint(parameters=LANGUAGE, answer=MenuRowJson, path=[CODE])
def menu_detail(request: HttpRequest, query: Parameters, code: str) -> Body:
    """Answer one menu."""
    menus = {menu["code"]: menu for menu in resolved_menus(frame_of(query, default_locale=True))}
    if code not in menus:
        raise not_found(f"There is no menu {code}.", did_you_mean=nearest(code, menus))
    return menus[code]
