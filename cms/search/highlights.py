"""Where in an item the words of a query stand, as offsets into its texts as readers see them."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, partial
from typing import Any

from cms.analysis import Finder
from cms.search import shown
from cms.search.excerpts import Span, excerpt, flowing
from cms.search.sheets import best_sheets, titled

MOST_FIELDS = 3
WHOLE = "title"
"""This field is given whole."""
PAPER = "file"
"""What the text of a PDF is called among the fields."""

Matched = list[dict[str, Any]]
"""`[{"field", "text", "highlights": [[start, end]], "file_id", "page", "lang"}]`, as the API gives it."""


def matched(keys: Sequence[int], terms: frozenset[str], language: str) -> dict[int, Matched]:
    """Return what of each entry holds one of the index terms, at most `MOST_FIELDS` texts of each.

    What PDFs hold of it comes last: the page that has most of the terms, or the title where nothing else has any. One
    query, a few more where there are PDFs.
    """
    finder = cache(partial(Finder, terms))
    found = {key: list(_of_entry(texts, finder(language))) for key, texts in shown.texts(keys).items()}
    for key, sheet in best_sheets([key for key, own in found.items() if len(own) < MOST_FIELDS], terms).items():
        if spans := marks(sheet.text, finder(sheet.language or language)):
            text = excerpt(flowing(sheet.text), spans)
            found[key].append(row(PAPER, *text, sheet.document, sheet.number, _other(sheet.language, language)))
    for key, document in titled([key for key, own in found.items() if not own], terms).items():
        if spans := marks(document.title, finder(document.language or language)):
            lang = _other(document.language, language)
            found[key].append(row(PAPER, document.title, spans, document.document, lang=lang))
    return found


def row(
    field: str,
    text: str,
    spans: Iterable[Span],
    file_id: int | None = None,
    page: int | None = None,
    lang: str | None = None,
) -> Any:
    """Return one text with its marks; `lang` where that is not the language of the entry."""
    highlights = [[start, end] for start, end in spans]
    return {"field": field, "text": text, "highlights": highlights, "file_id": file_id, "page": page, "lang": lang}


def _other(language: str, own: str) -> str | None:
    """Return the language of a file where it is known and another than that of the entry."""
    return language if language and language != own else None


def marks(text: str, finder: Finder) -> list[Span]:
    """Return where the words stand in a text, neighbours without a space between them as one."""
    found: list[Span] = []
    for start, end in finder.spans(text):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found


def _of_entry(texts: Sequence[tuple[str, str]], finder: Finder) -> Iterator[dict[str, Any]]:
    seen: set[str] = set()
    for field, text in texts:
        if len(seen) == MOST_FIELDS:
            return
        if field in seen or not (spans := marks(text, finder)):
            continue
        seen.add(field)
        yield row(field, *((text, spans) if field == WHOLE else excerpt(text, spans)))
