"""Where the words of a query stand: for each word a set of visible entries per field, labels and papers included."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from cms import analysis
from cms.search import labels, shelves
from cms.search.bits import either, every
from cms.search.postings import Postings
from cms.search.queries import Query, parts_of
from cms.search.storage import ENTRIES, PAPERS, Lookup

FILES = "files"
FIELDS = ("title", "names", "summary", "body", FILES)
"""Columns in which terms stand by their places."""
SHORT = ("title", "names", "summary")
"""Those in which it counts that words stand side by side. In long texts PostgreSQL must read each to say so."""
LABEL, LABEL_WORD, PAPER, EXACT = "label", "label word", "paper", "exact"
"""What else a word is found in: a value that it names, a word of a value's label, a PDF, the word as it was typed."""

Fields = dict[str, int]
"""Sets of visible entries, by field."""


@dataclass(frozen=True)
class Unit:
    """What is looked for as one: a term, or several side by side. `first` and `last` are places in the query.

    `words` are those that the terms were made of, where they may stand in texts of any language. Of a phrase only what
    readers see counts.
    """

    terms: tuple[str, ...]
    exact: str = ""
    first: int = 0
    last: int = 0
    words: tuple[str, ...] = ()
    is_phrase: bool = False

    def lookups(self, columns: Iterable[str] = FIELDS) -> Iterator[Lookup]:
        """Give what must be asked of the index of entries."""
        yield from (Lookup(column, self.terms) for column in columns)
        if self.exact:
            yield Lookup(EXACT, (self.exact,))

    def paper_lookups(self, column: str = "text") -> Iterator[Lookup]:
        """Give what must be asked of the index of papers, whose words are those of each paper's language."""
        yield from (Lookup(column, form) for form in dict.fromkeys([self.terms, *analysis.forms(self.words)]) if form)


def units(query: Query) -> list[Unit]:
    """Return what each hit must have: single terms, and phrases whole."""
    found, place = [], 0
    for group in query.groups:
        if group.kind == "phrase":
            last = place + len(group.terms)
            found.append(Unit(group.parts, "", place, last, labels.written(group.terms), is_phrase=True))
        else:
            wanted = [(place + number, term) for number, term in enumerate(group.terms) if query.needs(term)]
            found += [Unit((term.text,), _exact(term), first, first + 1, (term.exact,)) for first, term in wanted]
        place += len(group.terms)
    return found


def neighbours(query: Query) -> list[Unit]:
    """Return what is better side by side: runs, and the query as a whole."""
    found, place = {}, 0
    for group in query.groups:
        if group.kind == "run":
            found[group.parts] = Unit(group.parts, "", place, place + len(group.terms))
        place += len(group.terms)
    if place > 1:
        parts = parts_of(query.terms)
        found[parts] = Unit(parts, "", 0, place)
    return list(found.values())


def _naming(query: Query) -> Iterator[tuple[int, int, set[labels.Value]]]:
    """Give the spans of a query that name values: phrases only by a whole label as it is shown."""
    names = labels.names(query.language)
    for row in query.rows:
        if not row.is_phrase:
            spans = names.spans(row.terms)
            yield from ((row.start + start, row.start + end, found) for start, end, found in spans)
        elif found := names.shown.get(labels.stems(row.terms)):
            yield row.start, row.start + len(row.terms), found


def _is_whole(query: Query, start: int, end: int) -> bool:
    """Say whether a span has all words that are looked for."""
    places = [unit.first for unit in units(query)]
    return bool(places) and start <= places[0] and places[-1] < end


def _exact(term: analysis.Term) -> str:
    return term.exact if term.exact != term.text else ""


class Matcher:
    """Finds units among the visible entries, for the time of one answer. `wanted` are those that are not excluded."""

    def __init__(self, visible: int) -> None:
        self.visible = visible
        self.wanted = visible
        self._entries = Postings(ENTRIES)
        self._papers = Postings(PAPERS)
        self._spans: dict[Query, list[tuple[int, int, int]]] = {}

    def fetch(self, queries: Iterable[Query]) -> None:
        """Ask for all that queries look for. One statement an index."""
        wanted: list[Unit] = []
        alongside: list[Unit] = []
        for query in queries:
            wanted += units(query)
            alongside += neighbours(query)
        long = (lookup for unit in wanted for lookup in unit.lookups())
        self._entries.fetch([*long, *(lookup for unit in alongside for lookup in unit.lookups(SHORT))])
        self._fetch_papers(wanted)

    def _fetch_papers(self, wanted: Iterable[Unit]) -> None:
        self._papers.fetch(
            lookup for unit in wanted for column in PAPERS.columns for lookup in unit.paper_lookups(column)
        )

    def fields(self, unit: Unit) -> Fields:
        """Return where a unit stands in texts. Fields in which it does not are left out."""
        found = self.texts(unit)
        if members := shelves.holders(self._on_paper(unit, "text")) & self.visible:
            found[PAPER] = members
        if members := shelves.holders(self._on_paper(unit, "title")) & self.visible:
            found[FILES] = found.get(FILES, 0) | members
        return found

    def texts(self, unit: Unit, columns: Iterable[str] = FIELDS) -> Fields:
        """Return where a unit stands, papers aside."""
        found = {lookup.column: self._entries.of(lookup) & self.visible for lookup in unit.lookups(columns)}
        return {column: members for column, members in found.items() if members}

    def sheets(self, unit: Unit) -> Iterator[int]:
        """Give the pages of paper on which a unit stands, of documents that visible entries use, newest first."""
        return shelves.held(self._on_paper(unit, "text"), self.visible)

    def _on_paper(self, unit: Unit, column: str) -> int:
        return either(map(self._papers.of, unit.paper_lookups(column)))

    def matches(self, query: Query) -> list[tuple[Unit, Fields]]:
        """Return where each unit of a query stands, in labels too."""
        names = labels.names(query.language)
        named = self._named(query)
        found = []
        for unit in units(query):
            fields = self.fields(unit)
            around = [members for start, end, members in named if start <= unit.first and unit.last <= end]
            fields[LABEL] = either(around)
            fields["title"] = fields.get("title", 0) | fields[LABEL] & labels.helplines()
            partly = names.holding(unit.terms) if unit.is_phrase else names.partly(query.terms[unit.first])
            fields[LABEL_WORD] = labels.holders_of(partly) & self.visible
            found.append((unit, {field: members for field, members in fields.items() if members}))
        return found

    def named(self, query: Query) -> int:
        """Return the entries that have a value which the words of a query name together."""
        return either(members for start, end, members in self._named(query) if _is_whole(query, start, end))

    def is_name(self, query: Query) -> bool:
        """Say whether the words of a query together name a value, whether or not any entry has it."""
        return any(_is_whole(query, start, end) for start, end, _members in self._named(query))

    def _named(self, query: Query) -> list[tuple[int, int, int]]:
        """Return the spans of a query that name values, each with the entries that have one of them."""
        if query not in self._spans:
            spans = _naming(query)
            self._spans[query] = [(start, end, labels.holders_of(found) & self.visible) for start, end, found in spans]
        return self._spans[query]

    def exclude(self, queries: Iterable[Query]) -> None:
        """Want nothing that one of the queries finds."""
        for query in queries:
            if matches := self.matches(query):
                self.wanted &= ~every((either(fields.values()) for _unit, fields in matches), self.visible)

    def holders(self, terms: Sequence[str]) -> list[int]:
        """Return the visible entries in whose texts each of the terms stands."""
        wanted = [Unit((term,)) for term in terms]
        self._entries.fetch(lookup for unit in wanted for lookup in unit.lookups())
        self._fetch_papers(wanted)
        return [either(self.fields(unit).values()) for unit in wanted]
