"""`organisations/`, `stats/`, `menus/`: translatable snippets in the reader's language or English, marked."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from cms.api.answers import Body, endpoint
from cms.api.countries import country_parameter
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

KIND = Parameter(
    name="kind", kind="words", description="Only organisations of these kinds.", choices=Organisation.Kind.values
)
COUNTRY = country_parameter("Only organisations of these countries")
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


def in_order(frame: Frame, model: Any, describe: Any, **lookups: Sequence[str]) -> list[dict[str, Any]]:
    """Return the described rows of a model in the editors' order, see `marked`.

    Each lookup names the values that a row may have; one without values asks nothing.
    """
    asked = {lookup: values for lookup, values in lookups.items() if values}
    queryset = model.objects.filter(**asked).order_by("sort_order", "name", "pk")
    return [{"id": row.pk, **tree} for row, tree in marked(frame, queryset, describe)]


def part_of_rows(request: HttpRequest, query: Parameters, frame: Frame, rows: list[dict[str, Any]]) -> Body:
    """Return the part of the rows that is asked for, finished."""
    part = part_of(query)
    tree = {"meta": part.meta(request, frame, len(rows)), "items": rows[part.window]}
    return dict(Resolver(frame).resolve(tree))


@endpoint(parameters=(*LANGUAGE, KIND, COUNTRY, *PAGING), answer=ListOf[OrganisationRowJson])
def organisation_list(request: HttpRequest, query: Parameters) -> Body:
    """Answer `{"meta", "items": [organisations]}`."""
    frame = frame_of(query, default_locale=True)
    rows = organisations(frame, query.words("kind"), query.words("country"))
    return part_of_rows(request, query, frame, rows)


def organisations(frame: Frame, kinds: Sequence[str] = (), countries: Sequence[str] = ()) -> list[dict[str, Any]]:
    """Return the organisations of the kinds and countries, references unresolved."""
    return in_order(frame, Organisation, organisation, kind__in=kinds, country__code__in=countries)


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
