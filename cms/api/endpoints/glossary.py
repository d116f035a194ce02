"""`glossary/`: terms by letter, advice and words, in the alphabet of the reader's language."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse

from cms.api.answers import endpoint, json_response
from cms.api.endpoints.snippets import LANGUAGE_PARAMETERS, marked
from cms.api.frame import Frame, frame_of
from cms.api.paging import PAGING_PARAMETERS, part_of
from cms.api.parameters import Parameters
from cms.api.problems import bad_parameter, known_words
from cms.api.resolving.resolver import Resolver
from cms.glossary.models import GlossaryTerm
from cms.glossary.serializers import glossary_term
from cms.languages.sorting import OTHER, fold, initial, sort_key

MAX_WORDS_LENGTH = 100


@endpoint
def term_list(request: HttpRequest) -> HttpResponse:
    """Answer `{"meta": {…, "letters": [{"letter", "count"}]}, "items": [terms]}`.

    Letters are counted without the letter asked for, so that a frontend can draw its bar of letters from any answer.
    """
    query = Parameters(request)
    query.refuse_unknown((*LANGUAGE_PARAMETERS, "letter", "status", "q", *PAGING_PARAMETERS))
    frame = frame_of(query, default_locale=True)
    part = part_of(query)
    letter = letter_of(query.text("letter")) if "letter" in query else ""
    statuses = known_words("status", query.words("status"), GlossaryTerm.Status.values)
    found = [row for row in terms(frame, statuses) if holds(row, words_of(query.text("q")))]
    rows = [row for row in found if row["letter"] == letter] if letter else found
    meta = {**part.meta(request, frame, len(rows)), "letters": letters(found)}
    return json_response(request, Resolver(frame).resolve({"meta": meta, "items": rows[part.window]}))


def terms(frame: Frame, statuses: list[str]) -> list[dict[str, Any]]:
    """Return the terms with this advice, by default all, by the alphabet, references unresolved."""
    queryset = GlossaryTerm.objects.order_by("pk")
    queryset = queryset.filter(status__in=statuses) if statuses else queryset
    rows = (tree for _row, tree in marked(frame, queryset, _described))
    return sorted(rows, key=lambda row: (row["letter"] == OTHER, sort_key(row["term"])))


def _described(row: GlossaryTerm) -> dict[str, Any]:
    return {"id": row.pk, **glossary_term(row), "letter": initial(row.term)}


def letters(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Count sorted rows by their letter."""
    return [{"letter": letter, "count": count} for letter, count in Counter(row["letter"] for row in rows).items()]


def letter_of(text: str) -> str:
    """Read `letter`, in any case and with any accent.

    Raises:
        Problem: 400 for anything but one letter or `#`, under which stands what starts with no letter.
    """
    letter = initial(text)
    if len(text) != 1 or (letter == OTHER and text != OTHER):
        raise bad_parameter("letter", "Must be one letter, or # for what starts with none.")
    return letter


def words_of(text: str) -> list[str]:
    """Read `q`.

    Raises:
        Problem: 400 for a text that is too long.
    """
    if len(text) > MAX_WORDS_LENGTH:
        raise bad_parameter("q", f"Use at most {MAX_WORDS_LENGTH} characters.")
    return fold(text).split()


def holds(row: dict[str, Any], words: list[str]) -> bool:
    """Say whether the term, or one of its other spellings, has all the words in it; accents and case aside."""
    names = [fold(name) for name in (row["term"], *row["alternatives"])]
    return any(all(word in name for word in words) for name in names)
