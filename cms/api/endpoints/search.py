"""`search/` and `search/suggest/`: everything that is public, the best first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from cms.api.answers import FORM, Body, endpoint
from cms.api.frame import LANGUAGE, LOCALE, Frame, frame_of
from cms.api.paging import PAGING, Part, part_of, whole
from cms.api.parameters import Parameters
from cms.api.resolving.resolver import Resolver
from cms.api.searching import facets, results, scope
from cms.api.searching.parameters import BEGINNING, COUNTRY, ORDER, WORDS, Kinds, SearchParameters, kinds_of, words_of
from cms.api.selection import parse
from cms.api.shapes import ListOf, SearchJson, SuggestionJson
from cms.publishing.references import PageLink, TermRef
from cms.publishing.visibility import LaunchedLocale
from cms.search import queries, ranking, suggesting
from cms.search.keys import PAGE, of_key

PARAMETERS = SearchParameters((WORDS, *LANGUAGE, ORDER, *FORM, *PAGING))


@dataclass(frozen=True)
class Searched:
    """What a query found in one language, without filters."""

    step: scope.Step
    found: ranking.Found


@endpoint(parameters=PARAMETERS, answer=SearchJson)
def search(request: HttpRequest, query: Parameters) -> Body:
    """Answer `{"meta": {…, "facets", "did_you_mean", "partial", "suggested_topics", "help"}, "items": [cards]}`.

    Pages, helplines and terms of the glossary in one list. Each item is a card with `matched`. Hits in the languages
    of `fallback` come after those of `locale`; where there are none at all, those in English are given, marked.
    """
    frame = frame_of(query, default_locale=True)
    part = part_of(query)
    chosen = parse(query.text("fields"))
    total, meta, parts = answered(frame, query, part)
    tree = {"meta": {**part.meta(request, frame, total), **meta}, "items": results.items(frame, parts, chosen)}
    return Resolver(frame).resolve(tree)


def answered(
    frame: Frame, query: Parameters, part: Part, typed: str = ""
) -> tuple[int, dict[str, Any], list[results.Part]]:
    """Return how many hits there are, what `meta` says of them, and those of the part asked for.

    `typed` is all that was typed, where the query has less of it: help is given for that.

    Raises:
        Problem: 400 for values that cannot be.
    """
    text = words_of(query)
    kinds = kinds_of(query.words("type"))
    demanded = scope.demands(frame, kinds, query)
    among = scope.together(demanded)
    searched = in_languages(frame, text)
    total = sum((one.found.hits & among).bit_count() for one in searched)
    parts = list(_window(searched, among, part, newest_first=query.text(ORDER.name) != ORDER.default))
    meta = _meta(frame, kinds, query, text, searched, demanded)
    said = [typed or text, meta["did_you_mean"] or ""]
    return total, {**meta, "help": results.help_for(frame, said, query.words(COUNTRY))}, parts


def in_languages(frame: Frame, text: str) -> list[Searched]:
    """Search the language asked for and those that stand in; English too, where nothing is found."""
    wanted = frame.locale or frame.view.locales[0]
    chain = list(dict.fromkeys([wanted, *frame.fallback]))
    searched = [_searched(step, text, wanted) for step in scope.steps(frame, chain)]
    if frame.source and frame.source not in chain and not any(one.found.hits for one in searched):
        *_before, last = scope.steps(frame, [*chain, frame.source])
        searched.append(_searched(last, text, wanted))
    return searched


def _searched(step: scope.Step, text: str, wanted: LaunchedLocale) -> Searched:
    return Searched(step, ranking.search(text, step.locale.code, step.visible, source=wanted.code))


def _window(searched: Sequence[Searched], among: int, part: Part, *, newest_first: bool) -> Iterator[results.Part]:
    """Give the hits of a part of all languages' hits together."""
    offset, left = part.offset, part.limit
    for one in searched:
        hits = one.found.hits & among
        total = hits.bit_count()
        if offset < total and left:
            if newest_first:
                keys = one.step.newest_first(hits)[offset : offset + left]
            else:
                keys = one.found.page(offset, left, among)
            yield results.Part(one.step, one.found, keys)
            left -= len(keys)
        offset = max(0, offset - total)


def _meta(
    frame: Frame,
    kinds: Kinds,
    query: Parameters,
    text: str,
    searched: Sequence[Searched],
    demanded: dict[str, int],
) -> dict[str, Any]:
    language = (frame.locale or frame.view.locales[0]).code
    visible = hits = 0
    for one in searched:
        visible |= one.step.visible
        hits |= one.found.hits
    found = [one.found for one in searched if one.found.hits]
    topics = _topics(queries.parse(text, language), visible, bool(found))
    meta: dict[str, Any] = {
        "did_you_mean": next((one.did_you_mean for one in found if one.did_you_mean), None),
        "partial": bool(found) and all(one.partial for one in found),
        "suggested_topics": [TermRef(pk, suggesting.TOPIC) for pk in topics],
    }
    if names := query.words("facets"):
        meta["facets"] = facets.counts(frame, kinds, query, hits, demanded, names)
    return meta


def _topics(query: queries.Query, visible: int, is_found: bool) -> list[int]:
    """Return what the query may be about; where it led nowhere, at least what there is most of."""
    return suggesting.nearest_topics(query, visible) or ([] if is_found else suggesting.largest_topics(visible))


@endpoint(parameters=(BEGINNING, LOCALE), answer=ListOf[SuggestionJson])
def suggest(request: HttpRequest, query: Parameters) -> Body:
    """Answer `{"meta", "items": [{"type", "id", "text", "code", "html_url"}]}`: up to 8 titles and topics."""
    frame = frame_of(query, default_locale=True)
    locale = frame.locale or frame.view.locales[0]
    [step] = scope.steps(frame, [locale])
    found = suggesting.suggestions(query.text(BEGINNING.name), locale.code, step.visible)
    rows = [row for one in found if (row := _suggestion(one))]
    finished = Resolver(frame).resolve(rows)
    items = [_flat(row) for row in finished if row["type"] != PAGE or row["link"]]
    return {"meta": whole(len(items)), "items": items}


def _suggestion(one: suggesting.Suggestion) -> dict[str, Any]:
    """Return a suggestion with what is said of it elsewhere, unresolved."""
    if one.topic is not None:
        return {
            "type": suggesting.TOPIC,
            "id": one.topic,
            "text": one.text,
            "term": TermRef(one.topic, suggesting.TOPIC),
        }
    kind, pk = of_key(one.key or 0)
    link = PageLink(pk) if kind == PAGE else None
    return {"type": kind, "id": pk, "text": one.text, "link": link}


def _flat(row: dict[str, Any]) -> dict[str, Any]:
    link, topic = row.pop("link", None), row.pop("term", None)
    code, html_url = topic and topic["code"], link and link["html_url"]
    return {**row, "type": link["type"] if link else row["type"], "code": code, "html_url": html_url}
