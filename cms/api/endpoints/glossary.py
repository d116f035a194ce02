"""`glossary/`: terms by letter, advice and words, in the alphabet of the reader's language."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest

from cms.api.answers import Body, endpoint
from cms.api.endpoints.snippets import marked
from cms.api.frame import LANGUAGE, Frame, frame_of
from cms.api.paging import PAGING, part_of
from cms.api.parameters import Parameter, Parameters
from cms.api.resolving.resolver import Resolver
from cms.api.shapes import GlossaryJson
from cms.glossary.models import GlossaryTerm
from cms.glossary.serializers import glossary_term
from cms.languages.sorting import OTHER, fold, initial, sort_key


def letter_of(text: str) -> str:
    """Read a letter, in any case and with any accent.

    Raises:
        ValueError: for anything but one letter or `#`, under which stands what starts with no letter.
    """
    letter = initial(text)
    if len(text) != 1 or (letter == OTHER and text != OTHER):
        raise ValueError("Must be one letter, or # for what starts with none.")
    return letter


LETTER = Parameter(
    name="letter",
    description="Only terms under this letter of the reader's alphabet: A to Z, Ñ, or # for others.",
    max_length=1,
    parse=letter_of,
    example="C",
)
STATUS = Parameter(
    name="status", kind="words", description="Only terms with this advice.", choices=GlossaryTerm.Status.values
)
WORDS = Parameter(
    name="q",
    description="Only terms with these words in them, or in another spelling; accents and case aside.",
    min_length=0,
    max_length=100,
)


@endpoint(parameters=(*LANGUAGE, LETTER, STATUS, WORDS, *PAGING), answer=GlossaryJson)
def term_list(request: HttpRequest, query: Parameters) -> Body:
    """Answer `{"meta": {…, "letters": [{"letter", "count"}]}, "items": [terms]}`.

    Letters are counted without the letter asked for, so that a frontend can draw its bar of letters from any answer.
    """
    frame = frame_of(query, default_locale=True)
    part = part_of(query)
    letter, words = query.text("letter"), fold(query.text("q")).split()
    found = [row for row in terms(frame, query.words("status")) if holds(row, words)]
    rows = [row for row in found if row["letter"] == letter] if letter else found
    meta = {**part.meta(request, frame, len(rows)), "letters": letters(found)}
    return Resolver(frame).resolve({"meta": meta, "items": rows[part.window]})


def terms(frame: Frame, statuses: list[str]) -> list[dict[str, Any]]:
    """Return the terms with this advice, by default all, by the alphabet, references unresolved."""
    queryset = GlossaryTerm.objects.order_by("pk")
    queryset = queryset.filter(status__in=statuses) if statuses else queryset
    rows = (tree for _row, tree in marked(frame, queryset, described))
    return sorted(rows, key=lambda row: (row["letter"] == OTHER, sort_key(row["term"])))


def described(row: GlossaryTerm) -> dict[str, Any]:
    """Return a term with its letter, references unresolved."""
    return {"id": row.pk, **glossary_term(row), "letter": initial(row.term)}


def letters(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Count sorted rows by their letter."""
    return [{"letter": letter, "count": count} for letter, count in Counter(row["letter"] for row in rows).items()]


def holds(row: dict[str, Any], words: list[str]) -> bool:
    """Say whether the term, or one of its other spellings, has all the words in it; accents and case aside."""
    names = [fold(name) for name in (row["term"], *row["alternatives"])]
    return any(all(word in name for word in words) for name in names)
