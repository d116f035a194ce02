"""Which topics a query may be about, the nearest first."""

from rapidfuzz import fuzz

from cms import analysis
from cms.search import labels
from cms.search.queries import Query

LIKE = 75
"""From so much likeness on (0 to 100), a label that the query does not name is near it."""
TOPIC = "cms.Topic"


def topics(query: Query, visible: int, most: int = 5) -> list[int]:
    """Return the primary keys of topics of visible pages: those that the query names, that have words of it, or that
    are written like it.
    """
    names = labels.names(query.language)
    found: dict[labels.Value, float] = {}

    def note(value: labels.Value, score: float) -> None:
        if value.vocabulary == TOPIC:
            found[value] = max(found.get(value, 0), score)

    for start, end, values in names.spans(query.terms):
        for value in values:
            note(value, 1000 + end - start)
    for term in query.terms:
        for value in names.partly(term) if query.needs(term) else ():
            note(value, found.get(value, 100) + 1)
    typed = analysis.fold(query.text)
    for name in labels.every_name():
        if name.value.vocabulary == TOPIC and name.language == query.language:
            likeness = fuzz.token_set_ratio(typed, analysis.fold(name.text))
            if likeness >= LIKE:
                note(name.value, likeness)
    ranked = sorted(found, key=lambda value: (-found[value], value.pk))
    return [value.pk for value in ranked if labels.pages_of({value}) & visible][:most]


def largest(visible: int, most: int = 5) -> list[int]:
    """Return the primary keys of the topics that most visible pages have: a way on where a query led nowhere."""
    topics_ = {name.value for name in labels.every_name() if name.value.vocabulary == TOPIC}
    sizes = {value.pk: (labels.pages_of({value}) & visible).bit_count() for value in topics_}
    return [pk for pk in sorted(sizes, key=lambda pk: (-sizes[pk], pk)) if sizes[pk]][:most]
