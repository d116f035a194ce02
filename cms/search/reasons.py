"""For which values of the vocabularies an entry was found, where its texts do not show all that was looked for."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from cms.analysis import Term
from cms.search import bits, labels, values
from cms.search.queries import Query
from cms.taxonomy.models import Country

_OF_HELPLINES = {Country._meta.label: "country", labels.KIND: "kind"}
"""How filters of helplines are called."""

Texts = Sequence[Mapping[str, Any]]
"""What `highlights.matched` found in an entry."""


class Reason(NamedTuple):
    """A value that an entry has and the query names, with the name of the filter that leaves such entries."""

    field: str
    value: labels.Value


class _Candidate(NamedTuple):
    """A reason, the index terms of the query by which the value is known, and the entries that have it."""

    reason: Reason
    terms: frozenset[str]
    members: int


def reasons(wordings: Sequence[Query], found: Mapping[int, Texts], language: str) -> dict[int, list[Reason]]:
    """Return for entries of a language (BCP 47) the values that explain words of which no text of theirs says any.

    Entries that show all words of one of the wordings need none. What says most words comes first, of such values the
    rarest. No statements but those of values that are not kept yet.
    """
    needed = [[term for term in query.terms if query.needs(term)] for query in wordings]
    unsaid = {key: wanted for key, texts in found.items() if (wanted := _unsaid(needed, texts, language))}
    explained: dict[int, list[Reason]] = {}
    for place, query in enumerate(wordings):
        left = {key: wanted[place] for key, wanted in unsaid.items() if key not in explained}
        for candidate in _candidates(query, set().union(*left.values())):
            for key in bits.held(left, candidate.members):
                if candidate.terms & left[key]:
                    left[key] -= candidate.terms
                    explained.setdefault(key, []).append(candidate.reason)
    return explained


def _unsaid(wordings: Iterable[Sequence[Term]], texts: Texts, language: str) -> list[set[str]]:
    """Return of each wording the index terms that no text shows; nothing where the texts show all of a wording."""
    said = _said(texts, language)
    found = []
    for terms in wordings:
        wanted = {term.text for term in terms if not said.issuperset(term.parts)}
        if not wanted:
            return []
        found.append(wanted)
    return found


def _said(texts: Texts, language: str) -> set[str]:
    """Return the index terms of what is marked in texts."""
    marked = ((text["text"][start:end], text["lang"]) for text in texts for start, end in text["highlights"])
    return {part for piece, lang in marked for term in labels.terms(piece, lang or language) for part in term.parts}


def _candidates(query: Query, unsaid: Collection[str]) -> list[_Candidate]:
    """Return what some index terms of a query name, the best first."""
    known: dict[labels.Value, frozenset[str]] = {}
    for terms, named in _named(query, unsaid) if unsaid else ():
        for value in named:
            known[value] = max(known.get(value, frozenset()), terms, key=len)
    found = [
        _Candidate(Reason(field, value), terms, members)
        for value, terms in known.items()
        for field, members in _holders(value)
        if members
    ]
    return sorted(found, key=lambda one: (-len(one.terms), one.members.bit_count(), one.reason))


def _named(query: Query, unsaid: Collection[str]) -> Iterator[tuple[frozenset[str], Collection[labels.Value]]]:
    """Give the values that words of a query name, or name in part, with those of the words that are needed."""
    names = labels.names(query.language)
    for start, end, found in names.spans(query.terms):
        terms = frozenset(term.text for term in query.terms[start:end] if query.needs(term))
        if not terms.isdisjoint(unsaid):
            yield terms, found
    for term in query.terms:
        if term.text in unsaid:
            yield frozenset([term.text]), names.partly(term)


def _holders(value: labels.Value) -> Iterator[tuple[str, int]]:
    """Give the names of filters with the entries that have a value, public or not, and can be asked for by it."""
    filters = labels.filters_by_vocabulary().get(value.vocabulary, ())
    for filter_ in filters:
        members = values.of(filter_).get(value.pk, 0)
        yield filter_.name, members & values.askable(filter_) if len(filters) > 1 else members
    if column := labels.OF_HELPLINES.get(value.vocabulary):
        yield _OF_HELPLINES[value.vocabulary], values.of_helplines(column).get(value.pk, 0)
