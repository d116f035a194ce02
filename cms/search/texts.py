"""Which texts of a live row are searched, and in which column. Pages say it themselves (`BasePage.searched_texts`)."""

from collections.abc import Iterator
from typing import Any

from cms.glossary.models import GlossaryTerm
from cms.helplines.models import Helpline
from cms.pages.models import BasePage
from cms.pages.texts import Column, Text, read

COLUMNS: dict[Any, dict[str, Column]] = {
    Helpline: {
        "name": "title",
        "local_name": "title",
        "description": "summary",
        "hours": "summary",
        "accessibility_note": "body",
    },
    GlossaryTerm: {
        "term": "title",
        "alternatives": "names",
        "definition": "summary",
        "note": "body",
    },
}
"""The fields of snippets that are searched, each with its column."""

ROWS = {Helpline: ("phones",)}
"""The relations of snippets that are searched too."""


def texts_of(row: Any) -> list[Text]:
    """Return the texts of a page or snippet, none of them empty."""
    if isinstance(row, BasePage):
        return row.searched_texts()
    texts = [Text(column, name, read(row, name)) for name, column in COLUMNS[type(row)].items()]
    return [text for text in texts if text.text] + (list(_phones(row)) if isinstance(row, Helpline) else [])


def _phones(row: Helpline) -> Iterator[Text]:
    """Give the numbers of a helpline as readers see them and, unseen, as they may be dialled: each names it."""
    for phone in row.phones.all():
        yield Text("title", "phones", phone.shown)
        yield Text("title", "phones", " ".join(phone.dialled), shown=False)


def year_of(row: Any) -> int | None:
    """Return the year that a reader sees on a page."""
    day = row.card_date()[0] if isinstance(row, BasePage) else None
    return int(day[:4]) if day else None
