"""What there is to search of a page: its texts, each with the column of the search index where it stands."""

from dataclasses import dataclass
from typing import Any, Literal

from wagtail.fields import RichTextField
from wagtail.search import index

from cms.streams import walk
from cms.streams.plain import lines, plain

Column = Literal["title", "names", "summary", "body", "files"]


@dataclass(frozen=True)
class Text:
    """A text in lines. `language` (BCP 47) where it is not the page's; `shown` unless readers never see it."""

    column: Column
    field: str
    text: str
    language: str = ""
    shown: bool = True


def declared(page: Any) -> list[Text]:
    """Return the texts of the fields that a page type declares as searched, without those that are empty."""
    names = [field.field_name for field in page.search_fields if isinstance(field, index.SearchField)]
    texts = [Text(_column(page, name), name, read(page, name)) for name in dict.fromkeys(names)]
    return [text for text in texts if text.text]


def _column(page: Any, name: str) -> Column:
    if name in ("title", page.summary_field):
        return "title" if name == "title" else "summary"
    column: Column = page.searched_as.get(name, "body")
    return column


def read(row: Any, name: str) -> str:
    """Return the text of a field in lines."""
    value = getattr(row, name)
    if hasattr(value, "stream_block"):
        return walk.text(value)
    if isinstance(row._meta.get_field(name), RichTextField):
        return plain(value or "")
    return lines(value or "")
