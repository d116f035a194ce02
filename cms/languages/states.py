"""The one rule that turns recorded counts into `translation.state` (design/3 L9)."""

from datetime import datetime
from typing import Final, Literal, NamedTuple, TypedDict

from cms.languages.models import TranslationState

SOURCE: Final = "source"
CURRENT: Final = "current"
OUTDATED: Final = "outdated"
PARTIAL: Final = "partial"
MACHINE: Final = "machine"
FALLBACK: Final = "fallback"

State = Literal["source", "current", "outdated", "partial", "machine", "fallback"]


class TranslationJson(TypedDict):
    """What is known of the language of a text."""

    state: State
    source_locale: str
    source_updated_at: datetime | None
    translated_at: datetime | None
    reviewed: bool


def state_of(row: TranslationState, source: TranslationState | None) -> State:
    """Return the state of a published text; the worst that is true wins."""
    if row.is_source:
        return SOURCE
    if row.machine:
        return MACHINE
    if row.translated < row.strings:
        return PARTIAL
    if source is not None and source.source_hash != row.source_hash:
        return OUTDATED
    return CURRENT


class Truth(NamedTuple):
    """What is known about one published text. `locale` codes are BCP 47."""

    state: State
    source_locale: str
    source_updated_at: datetime | None
    translated_at: datetime | None
    reviewed: bool

    def as_json(self, *, fallback: bool = False) -> TranslationJson:
        """Return `{"state", "source_locale", "source_updated_at", "translated_at", "reviewed"}`.

        A text that stands in for a missing one is `fallback`, whatever else it is.
        """
        return {
            "state": FALLBACK if fallback else self.state,
            "source_locale": self.source_locale,
            "source_updated_at": self.source_updated_at,
            "translated_at": self.translated_at,
            "reviewed": self.reviewed,
        }


def truth(row: TranslationState, source: TranslationState | None, locale_codes: dict[int, str]) -> Truth:
    """Combine a text's row with its source's. `locale_codes` maps locale ids to BCP 47."""
    state = state_of(row, source)
    return Truth(
        state=state,
        source_locale=locale_codes.get(row.source_locale_id, ""),
        source_updated_at=source.updated_at if source else None,
        translated_at=None if row.is_source else row.updated_at,
        reviewed=row.is_source or (row.machine == 0 and row.reviewed >= row.strings),
    )
