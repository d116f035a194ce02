"""The truth about the language of rows: which state, which translations (design/4 "language truth")."""

from collections import defaultdict, namedtuple
from collections.abc import Container, Iterable
from typing import Any, TypedDict
from uuid import UUID

from cms.api import statements
from cms.api.frame import Frame
from cms.languages.models import TranslationState
from cms.languages.states import SOURCE, TranslationJson, Truth, truth


class MarksJson(TypedDict):
    """The language of a row that is no page, and what is known of it."""

    lang: str
    translation: TranslationJson


Recorded: Any = namedtuple("Recorded", [column.attname for column in TranslationState._meta.concrete_fields])  # type: ignore[misc]
"""What is recorded of a text, as it is loaded: a tuple with the names of the model."""


class States:
    """What is recorded of some translation groups.

    `public` are the members of these groups, by key and locale id, that the public may see: what is recorded of a
    source that it may not see says nothing about the translations.
    """

    def __init__(self, frame: Frame, records: Iterable[Any], public: Container[tuple[UUID, int]]) -> None:
        self.frame = frame
        self.public = public
        self.codes = {locale.id: locale.code for locale in frame.view.locales}
        self.rows: dict[UUID, dict[int, TranslationState]] = defaultdict(dict)
        for row in records:
            self.rows[row.translation_key][row.locale_id] = row

    def of(self, key: UUID, locale_id: int) -> Truth:
        """Return what is known of one text; one without a record is its own source."""
        group = self.rows.get(key, {})
        if row := group.get(locale_id):
            sources = (candidate for candidate in group.values() if candidate.is_source)
            source = next((one for one in sources if (key, one.locale_id) in self.public), None)
            return truth(row, source, self.codes)
        return Truth(SOURCE, self.codes.get(locale_id, ""), None, None, True)

    @classmethod
    def of_rows(cls, frame: Frame, rows: Iterable[Any]) -> "States":
        """Look up the groups of `rows`, which are all their public members. One query."""
        public = {(row.translation_key, row.locale_id) for row in rows}

        def build(keys: list[UUID]) -> Any:
            return TranslationState.objects.filter(translation_key__in=keys).values_list(*Recorded._fields)

        found = statements.rows("states", build, {key for key, _locale_id in public})
        return cls(frame, [Recorded(*row) for row in found], public)

    def as_json(self, key: UUID, locale_id: int, *, fallback: bool = False) -> TranslationJson:
        """Return the `translation` object of one text."""
        return self.of(key, locale_id).as_json(fallback=fallback)


def language_marks(states: States, key: UUID, locale_id: int, wanted: Any) -> MarksJson:
    """Return `{"lang", "translation"}` of a row that is no page, wanted by readers of the locale `wanted`."""
    return {
        "lang": states.codes.get(locale_id, ""),
        "translation": states.as_json(key, locale_id, fallback=locale_id != wanted.id),
    }
