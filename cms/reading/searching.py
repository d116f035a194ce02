"""The search page: the API's answer for what was typed, with links that narrow, widen and turn the page."""

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict

from cms.api import drawing
from cms.api.frame import Frame
from cms.api.paging import Part
from cms.api.problems import Problem
from cms.api.searching.parameters import MAX_TERMS, WORDS, is_short, words_in
from cms.publishing.caching import PUBLIC
from cms.reading import answers, context
from cms.search.queries import parse

SIZE = 20
LONGEST = 1000
"""Characters of what was typed that are read. The forms take 200: an address in Chinese must pass the guard."""
FACETS = ("type", "topic", "country", "year")
"""By what the page offers to narrow the hits; the names are the API's parameters."""
SHOWN = 8
"""Values of a facet that are offered."""


def draw(frame: Frame, request: HttpRequest, offset: int) -> HttpResponse:
    """Draw the search page, empty where nothing is asked for."""
    wanted = frame.locale or frame.view.locales[0]
    given = chosen(request.GET)
    drawn = {
        **context.surroundings(frame),
        "q": given.get("q", ""),
        "here": request.path,
        "searching": True,
        **(found(frame, given, request.path, offset) if given.get("q") else {}),
    }
    addresses = {locale.code: f"/{locale.django_code}/search/{_query(given)}" for locale in frame.view.locales}
    drawn["languages"] = context.languages(frame, wanted, addresses)
    drawn["alternates"] = [{"code": code, "url": context.absolute(url)} for code, url in addresses.items()]
    drawn["canonical"] = context.absolute(f"/{wanted.django_code}/search/{_query(given, offset)}")
    response = answers.html(wanted.django_code, ["reading/search.html"], drawn, cache=PUBLIC)
    response["X-Robots-Tag"] = "noindex"
    return response


def chosen(query: QueryDict) -> dict[str, str]:
    """Return what the address asks for, as far as this page knows it, cut where it is too long."""
    given = {name: query.get(name, "").strip() for name in ("q", *FACETS)}
    return {name: value[:LONGEST] for name, value in given.items() if value}


def shortened(text: str, language: str) -> str:
    """Return of a text what the API takes: without the words that say little, then without the last ones."""
    if is_short(text):
        return text
    words = text.split()
    words = [word for word in words if not parse(word, language).is_light] or words
    while len(words) > 1 and not is_short(" ".join(words)):
        words.pop()
    if not is_short(words[0]):
        words = words_in(words[0])[:MAX_TERMS]
    return " ".join(words)[: WORDS.max_length]


def found(frame: Frame, given: dict[str, str], path: str, offset: int) -> dict[str, Any]:
    """Return `{"meta", "listing", "facets"}`, or `{"problem": what is wrong}` where the query cannot be read.

    Help is given for all that was typed, whatever of it is searched for (`shortened_to`).
    """
    wanted = frame.locale or frame.view.locales[0]
    typed, short = given["q"], shortened(given["q"], wanted.code)
    asked = {**given, "q": short, "facets": ",".join(FACETS)}
    try:
        total, meta, items = drawing.search(frame, asked, Part(SIZE, offset), typed)
    except Problem as problem:
        parameter = problem.errors[0]["parameter"] if problem.errors else "q"
        return {"problem": parameter, "meta": {"help": drawing.help_for(frame, typed)}}
    turned = {"first": offset + 1, "last": offset + len(items), "total": total, "items": items}
    before, after = max(offset - SIZE, 0), offset + SIZE
    turned["previous"] = f"{path}{_query(given, offset=before)}" if offset else None
    turned["next"] = f"{path}{_query(given, offset=after)}" if after < total else None
    meant = meta["did_you_mean"]
    return {
        "meta": meta,
        "shortened_to": short if short != typed else "",
        "listing": turned,
        "facets": [facet for name in FACETS if (facet := _facet(meta, name, given, path))],
        "meant": {"text": meant, "url": f"{path}{_query({**given, 'q': meant})}"} if meant else None,
        "topics": [
            {**topic, "url": f"{path}{_query({'q': given['q'], 'topic': topic['code']})}"}
            for topic in meta["suggested_topics"]
        ],
    }


def _facet(meta: dict[str, Any], name: str, given: dict[str, str], path: str) -> dict[str, Any] | None:
    """Return `{"name", "chosen", "values": [{"label", "count", "url", "current"}]}`.

    The value chosen leads back to all.
    """
    rows = meta["facets"][name]
    current = given.get(name)
    others = {key: value for key, value in given.items() if key != name}
    values = [
        {
            **row,
            "current": row["code"] == current,
            "url": f"{path}{_query(others if row['code'] == current else {**others, name: row['code']})}",
        }
        for row in rows[:SHOWN]
    ]
    return {"name": name, "chosen": bool(current), "values": values} if len(values) > 1 or current else None


def _query(given: dict[str, str], offset: int = 0) -> str:
    query = QueryDict(mutable=True)
    query.update(given)
    if offset:
        query["offset"] = str(offset)
    return f"?{query.urlencode()}" if query else ""
