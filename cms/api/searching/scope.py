"""What a search is about, as sets of entry keys: the public entries of each language, and what the filters leave."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from cms.api import listing, orders
from cms.api.frame import Frame
from cms.api.parameters import Parameters, known_words
from cms.api.searching.parameters import COUNTRY, TYPE, Holders, Kinds, holders_of, kinds_of
from cms.helplines.models import Helpline
from cms.pages.models import BasePage
from cms.pages.registry import page_types
from cms.publishing.version import kept
from cms.publishing.visibility import LaunchedLocale, PublicView
from cms.search import bits, values
from cms.search.keys import PAGE, SNIPPETS, key_of, kind_of

EVERYTHING = -1
"""The set of all keys there could be."""


@dataclass(frozen=True)
class Step:
    """The public entries that are read in one language: all of the language asked for, or what is missing in the
    better ones. `newest` has the pages of all steps so far, newest first.
    """

    locale: LaunchedLocale
    visible: int
    newest: orders.Order

    def newest_first(self, hits: int) -> list[int]:
        """Return hits by their own dates; what has none, such as helplines, comes last."""
        dated = bits.held([key_of(PAGE, pk) for pk in self.newest.pks], hits)
        return [*dated, *bits.keys(hits & ~bits.of(dated))]


def steps(frame: Frame, locales: Sequence[LaunchedLocale]) -> Iterator[Step]:
    """Give what is searched in each of the languages, best first."""
    seen = 0
    snippets = kept("searched snippets", partial(_snippets, frame.view))
    groups: set[Any] = set()
    for number, locale in enumerate(locales, 1):
        best, *others = locales[:number]
        order = _every_page(replace(frame, locale=best, fallback=tuple(others)))
        ids = tuple(one.id for one in locales[:number])
        pages = kept(("searched pages", ids), partial(bits.spread, order.pages))
        own = {group: key for group, key in snippets.get(locale.id, ()) if group not in groups}
        yield Step(locale, pages & ~seen | bits.of([*own.values()]), order)
        seen |= pages
        groups |= own.keys()


def _every_page(frame: Frame) -> orders.Order:
    models = tuple(page_types().values())
    return orders.kept_whole(listing.identity(frame, models), partial(listing.newest, frame, models))


def _snippets(view: PublicView) -> dict[int, list[tuple[Any, int]]]:
    """Return the public snippets of each language, by locale id: group and key. One query a kind."""
    found = defaultdict(list)
    for model in SNIPPETS:
        rows = view.snippets(model.objects.order_by("pk")).values_list("locale_id", "translation_key", "pk")
        for locale, group, pk in rows:
            found[locale].append(((model, group), key_of(kind_of(model), pk)))
    return found


def of_kinds(kinds: Kinds) -> int:
    """Return the entries of some kinds, public or not."""
    types = values.of_types()
    return bits.either((*(types[model._meta.label] for model in kinds.pages), *map(of_snippets, kinds.snippets)))


def of_snippets(model: Any) -> int:
    """Return the entries of a kind of snippet, public or not. One query, once for a content version."""

    def read() -> int:
        return bits.of([key_of(kind_of(model), pk) for pk in model.objects.values_list("pk", flat=True)])

    return kept(("entries of snippets", model), read)


# Filters


def demands(frame: Frame, kinds: Kinds, query: Parameters) -> dict[str, int]:
    """Return what each group of filters holds of, public or not. What has no such filter is left out by it.

    Raises:
        Problem: 400 for codes that the public does not know.
    """
    found = _demanded(frame, kinds, query, {name: query.value(name) for name in holders_of(kinds)})
    return {TYPE: of_kinds(kinds), **found} if kinds.named else found


def of_each_type(frame: Frame, query: Parameters) -> int:
    """Return what would be left of each type if it alone were asked for, with what it then demands by default.

    Raises:
        Problem: as `demands` does.
    """
    demanded = _demanded(frame, kinds_of(()), query, query.values)
    aside = (pages for name, pages in values.set_aside_by().items() if name not in query)
    return together(demanded) & ~bits.either(aside)


def _demanded(frame: Frame, kinds: Kinds, query: Parameters, given: Mapping[str, Any]) -> dict[str, int]:
    found: dict[str, int] = {}
    for name, holders in holders_of(kinds).items():
        value = given.get(name)
        if value is None:
            continue
        first = next(iter(holders))
        if first.vocabulary and not query.declared[name].choices:
            known_words(name, value, listing.public_codes(frame, first.vocabulary))
        members = _holding(frame, holders, value if isinstance(value, list) else [value])
        found[first.group] = found.get(first.group, EVERYTHING) & members
    if COUNTRY in query and Helpline in kinds.snippets:
        found[COUNTRY] |= _helplines_of(query.words(COUNTRY))
    return found


def together(demanded: dict[str, int], without: str = "") -> int:
    """Return what all groups of filters hold of, one group aside."""
    return bits.every((members for group, members in demanded.items() if group != without), EVERYTHING)


def _holding(frame: Frame, holders: Holders, words: list[Any]) -> int:
    """Return the pages for which one of the filters of a name holds. One query for each type, where it is not kept."""
    found = 0
    for filter_, models in holders.items():
        condition = filter_.holds(words, frame.view.now)
        for own in _asked_together(filter_ in BasePage.base_api_filters, models):
            identity = (listing.model_of(own), filter_.condition, frozenset(words))
            members = orders.kept_set(identity, partial(listing.holding, own, condition))
            found |= of_kinds(Kinds(own, (), True)) if members == orders.ALL else bits.spread(members)
    return found


def _asked_together(on_any_page: bool, models: Iterable[type[BasePage]]) -> list[tuple[type[BasePage], ...]]:
    return [tuple(page_types().values())] if on_any_page else [(model,) for model in models]


def _helplines_of(countries: list[str]) -> int:
    rows = Helpline.objects.filter(country__code__in=countries).values_list("pk", flat=True)
    return bits.of([key_of(kind_of(Helpline), pk) for pk in rows])
