"""The public members of translation groups, and what is recorded of their texts."""

from collections import defaultdict
from functools import cache
from typing import Any, NamedTuple

from wagtail.models import Page

from cms.api import statements
from cms.api.frame import Frame
from cms.api.truth import Recorded, States
from cms.languages.models import TranslationState


class Sibling(NamedTuple):
    """A public member of a translation group."""

    pk: int
    translation_key: Any
    locale_id: int
    url_path: str


def members(frame: Frame, texts: set[tuple[Any, int]]) -> tuple[dict[Any, list[Sibling]], States]:
    """Return the public members of groups, by group and in the order of their locales, and their states. One query.

    `texts` are pairs of a group and a locale. One that is not public, as in a preview, takes another query.
    """
    width = len(Sibling._fields)

    def build(keys: list[Any]) -> Any:
        pages = frame.view.pages(Page.objects.filter(translation_key__in=keys, alias_of__isnull=True))
        return pages.values_list(*Sibling._fields)

    groups: dict[Any, list[Sibling]] = defaultdict(list)
    records: list[Any] = []
    for row in statements.rows("siblings", build, {key for key, _locale_id in texts}, _with_states()):
        groups[row[1]].append(Sibling(*row[:width]))
        if row[width] is not None:
            records.append(Recorded(*row[width:]))
    public = {(key, row.locale_id) for key, rows in groups.items() for row in rows}
    if hidden := texts - public:
        stored = TranslationState.objects.filter(translation_key__in={key for key, _locale_id in hidden})
        records += [row for row in stored if (row.translation_key, row.locale_id) in hidden]
    return groups, States(frame, records, public)


@cache
def _with_states() -> statements.Joined:
    """Put what is recorded of each page's text beside it."""
    stored = TranslationState._meta.concrete_fields
    columns = ", ".join(f"t.{column.column}" for column in stored)
    table = TranslationState._meta.db_table

    def sql(pages: str) -> str:
        return (
            f"SELECT s.*, {columns} FROM ({pages}) s LEFT JOIN {table} t"  # noqa: S608
            " ON t.translation_key = s.translation_key AND t.locale_id = s.locale_id ORDER BY s.locale_id"
        )

    return statements.Joined(sql, TranslationState.objects.values_list(*(column.attname for column in stored)))
