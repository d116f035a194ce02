"""What a person typed, read as words, “phrases” and -exclusions. Anything else is plain text."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

from cms import analysis
from cms.search.wording import wording

MOST_TERMS = 32
"""Terms beyond these are left unread; the API refuses such queries."""
MOST_CHARACTERS = 1000
_QUOTES = '"“”„‟«»＂「」『』〝〞〟'
_PIECE = re.compile(
    rf"(?P<minus>(?<!\S)[-－−](?=\S))?(?:[{_QUOTES}](?P<phrase>[^{_QUOTES}]*)[{_QUOTES}]|(?P<word>[^\s{_QUOTES}、，。；：！？…]+))"
)


@dataclass(frozen=True)
class Group:
    """Terms that were typed together, with offsets into the query.

    Those of a `phrase` must stand side by side as readers see them, and mean nothing else. Those of a `run`, which is
    Chinese or a word such as `on-line`, must all be there, and better side by side.
    """

    kind: Literal["word", "run", "phrase"]
    terms: tuple[analysis.Term, ...]

    @property
    def parts(self) -> tuple[str, ...]:
        """The index terms side by side that the group consists of."""
        return parts_of(self.terms)


class Row(NamedTuple):
    """Terms side by side, the first of them at place `start` of the query: a phrase, or all up to the next one."""

    start: int
    terms: list[analysis.Term]
    is_phrase: bool


def parts_of(terms: Iterable[analysis.Term]) -> tuple[str, ...]:
    """Return the index terms side by side that a row of terms consists of."""
    return tuple(part for term in terms for part in term.parts)


@dataclass(frozen=True)
class Query:
    """A query in a language (BCP 47). `text` is as typed, but for its length."""

    text: str
    language: str
    groups: tuple[Group, ...] = ()
    excluded: tuple[Group, ...] = ()

    @cached_property
    def terms(self) -> tuple[analysis.Term, ...]:
        """All terms that are looked for, in order."""
        return tuple(term for group in self.groups for term in group.terms)

    @cached_property
    def rows(self) -> list[Row]:
        """All terms, phrases apart from what stands between them."""
        rows: list[Row] = []
        place = 0
        for group in self.groups:
            is_phrase = group.kind == "phrase"
            if is_phrase or not rows or rows[-1].is_phrase:
                rows.append(Row(place, [], is_phrase))
            rows[-1].terms.extend(group.terms)
            place += len(group.terms)
        return rows

    @cached_property
    def exclusions(self) -> list["Query"]:
        """What is excluded, each as a query that finds it."""
        found = []
        for group in self.excluded:
            piece = self.text[group.terms[0].start : group.terms[-1].end]
            found.append(parse(quoted(piece) if group.kind == "phrase" else piece, self.language))
        return found

    @cached_property
    def is_light(self) -> bool:
        """Whether no word carries a meaning of its own, so that all of them are wanted."""
        return all(group.kind != "phrase" and all(map(self.says_little, group.terms)) for group in self.groups)

    def needs(self, term: analysis.Term) -> bool:
        """Say whether a hit must have the term."""
        return self.is_light or not self.says_little(term)

    def says_little(self, term: analysis.Term) -> bool:
        """Say whether a term is a word without a meaning of its own."""
        return term.exact in wording(self.language).light


def parse(text: str, language: str) -> Query:
    """Read a query. Any text can be read; one without a letter or digit has no groups.

    >>> [group.kind for group in parse('"child labour" toolkit -draft', "en").groups]
    ['phrase', 'word']
    """
    text = text[:MOST_CHARACTERS]
    if number := analysis.number(text):
        return Query(text, language, (Group("word", (number,)),))
    groups: dict[bool, list[Group]] = {False: [], True: []}
    left = MOST_TERMS
    for kind, is_excluded, start, piece in _pieces(text):
        found = _terms(piece, start, language)[:left]
        if found:
            left -= len(found)
            groups[is_excluded].append(_group(kind, is_excluded, tuple(found)))
    return Query(text, language, tuple(groups[False]), tuple(groups[True]))


def quoted(text: str) -> str:
    """Return a text as a phrase, without the quotes that it has itself."""
    return '"' + re.sub(f"[{_QUOTES}]", " ", text) + '"'


def _pieces(text: str) -> Iterator[tuple[str, bool, int, str]]:
    for match in _PIECE.finditer(text):
        kind = "word" if match["phrase"] is None else "phrase"
        yield kind, match["minus"] is not None, match.start(kind), match[kind]


def _terms(piece: str, start: int, language: str) -> list[analysis.Term]:
    found = analysis.terms(piece, language)
    return [term._replace(start=term.start + start, end=term.end + start) for term in found]


def _group(kind: str, is_excluded: bool, terms: tuple[analysis.Term, ...]) -> Group:
    if kind == "phrase" or len(terms) == 1:
        return Group("phrase" if kind == "phrase" else "word", terms)
    return Group("phrase" if is_excluded else "run", terms)
