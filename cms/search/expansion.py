"""Other words for what was typed: an outdated term leads to the preferred one, and terms cross languages.

Words come from topics (labels and synonyms) and from the public terms of the glossary. They widen what is found and
are never shown.
"""

from collections import ChainMap
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from cms import analysis
from cms.publishing.version import kept
from cms.search import labels, thesaurus
from cms.search.queries import Query

MOST_BRANCHES = 4
"""Other wordings of one query that are looked for."""

Known = Mapping[labels.Spelling, list[str]]


def wordings(query: Query) -> list[str]:
    """Return other ways to say a query in its own language, better ones first."""
    language = query.language
    known = kept(("synonyms", language), lambda: thesaurus.synonyms(language))
    return _replaced(query, ChainMap(_little(query), known))


def defining(query: Query) -> frozenset[int]:
    """Return the keys of the public terms of the glossary that a query names, by its name or another."""
    language = query.language
    named = kept(("terms by name", language), lambda: thesaurus.terms_by_name(language))
    return named.get(labels.stems(query.terms), frozenset())


def translated(query: Query, target: str) -> list[str]:
    """Return ways to say a query in another language; what no vocabulary translates stays as it is.

    Words without a meaning of their own, which the other language does not know, are left out.
    """
    source = query.language
    known = kept(("translations", source, target), lambda: thesaurus.translations(source, target))
    unneeded = {labels.written((term,)): [""] for term in query.terms if not query.needs(term)}
    return _replaced(query, ChainMap(unneeded, _little(query), known))


def _little(query: Query) -> dict[labels.Spelling, list[str]]:
    """Return nothing for words that say little: `who` is an acronym only where it is all that was typed."""
    little = (term for term in query.terms if len(query.terms) > 1 and query.says_little(term))
    return {labels.written((term,)): [] for term in little}


def _replaced(query: Query, known: Known) -> list[str]:
    """Return texts with every known span replaced: by the best text of each, by the second best, and so on."""
    names = labels.names(query.language)
    spans = [span for row in query.rows if not row.is_phrase for span in _spans(row.terms, known, names)]
    texts = []
    for rank in range(min(MOST_BRANCHES, max((len(span.texts) for span in spans), default=0))):
        text = query.text
        for span in reversed(spans):
            other = span.texts[min(rank, len(span.texts) - 1)]
            text = f"{text[: span.start]} {other} {text[span.end :]}"
        texts.append(" ".join(text.split()))
    return texts


class Span(NamedTuple):
    """A part of a query's text, and what may stand in its place, best first."""

    start: int
    end: int
    texts: list[str]


def _spans(terms: Sequence[analysis.Term], known: Known, names: labels.Names) -> Iterator[Span]:
    """Give the longest known rows of terms, from left to right."""
    start = 0
    while start < len(terms):
        end, texts = _longest(terms, start, known, names)
        if texts:
            yield Span(terms[start].start, terms[end - 1].end, texts)
        start = end


def _longest(terms: Sequence[analysis.Term], start: int, known: Known, names: labels.Names) -> tuple[int, list[str]]:
    for end in range(min(len(terms), start + labels.MOST_WORDS), start, -1):
        row = terms[start:end]
        if (spelling := labels.written(row)) in known:
            return end, known[spelling]
        if (spelling := labels.stems(row)) in known and names.may_be_stemmed(row):
            return end, known[spelling]
    return start + 1, []
