"""Values of the vocabularies by their names, in every language: a query that names one finds what has it.

Names are read when somebody asks, not written into the index: a renamed topic is found by its new name at once.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

from django.apps import apps
from django.utils import translation
from wagtail.models import TranslatableMixin

from cms import analysis
from cms.helplines.models import Helpline
from cms.languages import codes
from cms.pages.fields import PageFilter
from cms.pages.registry import page_types
from cms.publishing.version import kept
from cms.publishing.visibility import public_view
from cms.search import values
from cms.search.bits import either
from cms.search.queries import parts_of
from cms.search.wording import wording
from cms.taxonomy.models import Country

KIND = "cms.Helpline.kind"
OF_HELPLINES = {Country._meta.label: "country_id", KIND: "kind"}
"""What helplines have of a vocabulary, as their columns."""
WHOLE_ONLY = frozenset({"cms.Organisation", "cms.Series"})
"""Vocabularies whose names say what they are only as a whole."""
MOST_WORDS = 12
Spelling = tuple[str, ...]
"""A row of words side by side."""
_BRACKETS = re.compile(r"^(?P<outer>[^()（）]+)[(（](?P<inner>[^()（）]+)[)）]\s*$")


class Value(NamedTuple):
    """A row of a vocabulary, of a translated one any language's row; or a kind of helpline, by its code."""

    vocabulary: str
    pk: Any


class Name(NamedTuple):
    """A name of a value in a language (BCP 47). A synonym is found, and never shown."""

    value: Value
    text: str
    language: str
    is_synonym: bool = False


@dataclass
class Names:
    """Values by whole names, as they are written and by the stems of their own language, and by words of labels.

    `used` has the values in whose names, shown or not, a word stands as it is written; `shown` has whole labels.
    """

    whole: dict[Spelling, set[Value]] = field(default_factory=lambda: defaultdict(set))
    stemmed: dict[Spelling, set[Value]] = field(default_factory=lambda: defaultdict(set))
    words: dict[str, set[Value]] = field(default_factory=lambda: defaultdict(set))
    used: dict[Spelling, set[Value]] = field(default_factory=lambda: defaultdict(set))
    shown: dict[Spelling, set[Value]] = field(default_factory=lambda: defaultdict(set))

    def spans(self, terms: Sequence[analysis.Term]) -> Iterator[tuple[int, int, set[Value]]]:
        """Give the spans of terms that name values, as start and end."""
        for start in range(len(terms)):
            for end in range(start + 1, min(len(terms), start + MOST_WORDS) + 1):
                if found := self.named(terms[start:end]):
                    yield start, end, found

    def named(self, row: Sequence[analysis.Term]) -> set[Value]:
        """Return the values that a row of terms names.

        What is written as in one name is no form of another one's words: `trata` is that, and not `tratados`.
        """
        stemmed = self.stemmed.get(stems(row), set())
        users = self._users(row)
        return self.whole.get(written(row), set()) | (stemmed & users if users else stemmed)

    def may_be_stemmed(self, row: Sequence[analysis.Term]) -> bool:
        """Say whether a row of terms may be another form of a name: no other name is written so."""
        users = self._users(row)
        return not users or not users.isdisjoint(self.stemmed.get(stems(row), ()))

    def _users(self, row: Sequence[analysis.Term]) -> set[Value]:
        spelling = written(row)
        return (self.used if len(spelling) == 1 else self.whole).get(spelling, set())

    def partly(self, term: analysis.Term) -> set[Value]:
        """Return the values in whose label a word stands."""
        return {*self.words.get(term.text, ()), *self.words.get(term.exact, ())}

    def holding(self, parts: Spelling) -> set[Value]:
        """Return the values in whose label index terms stand side by side."""
        size = len(parts)
        found = (
            values
            for spelling, values in self.shown.items()
            if parts[0] in spelling
            and any(spelling[start : start + size] == parts for start in range(len(spelling) - size + 1))
        )
        return set().union(*found)


def stems(terms: Iterable[analysis.Term]) -> Spelling:
    """Return what a row of terms is looked up by."""
    return parts_of(terms)


def written(terms: Iterable[analysis.Term]) -> Spelling:
    """Return the words of a row of terms as they are written, by which names in other languages are known."""
    return tuple(part for term in terms for part in (term.parts if len(term.parts) > 1 else (term.exact,)))


def names(language: str) -> Names:
    """Return the names of all values as somebody types them who writes in `language` (BCP 47)."""
    return kept(("names of values", language), lambda: _analysed_names(language))


def holders_of(found: set[Value]) -> int:
    """Return the entries that have one of the values, public or not."""
    members = 0
    for vocabulary in {value.vocabulary for value in found}:
        pks = {value.pk for value in found if value.vocabulary == vocabulary}
        for holders in _holders(vocabulary):
            for pk in pks:
                members |= holders.get(pk, 0)
    return members


def helplines() -> int:
    """Return all helplines, public or not: what they have of a vocabulary tells one from another, as a title does."""
    return either(values.of_helplines(OF_HELPLINES[KIND]).values())


def _holders(vocabulary: str) -> Iterator[values.Values]:
    """Give what has the values of a vocabulary, by value."""
    for filter_ in filters_by_vocabulary().get(vocabulary, ()):
        yield values.of(filter_)
    if column := OF_HELPLINES.get(vocabulary):
        yield values.of_helplines(column)


@lru_cache
def filters_by_vocabulary() -> dict[str, list[PageFilter]]:
    """Return the filters that name values of each vocabulary and can be counted by."""
    found: dict[str, list[PageFilter]] = {}
    for model in page_types().values():
        for filter_ in model.page_filters():
            if filter_.vocabulary and filter_.facet and filter_ not in found.setdefault(filter_.vocabulary, []):
                found[filter_.vocabulary].append(filter_)
    return found


def every_name() -> list[Name]:
    """Return the names of all values in all languages, of snippets those that are public. One query a vocabulary."""
    vocabularies = dict.fromkeys([*filters_by_vocabulary(), *OF_HELPLINES])
    return kept("every name", lambda: [name for label in vocabularies for name in _names_of(label)])


class Shown(NamedTuple):
    """A word of labels as one of them shows it, with its index term and the values that it finds."""

    text: str
    term: str
    values: set[Value]


def shown_words(language: str) -> dict[str, Shown]:
    """Return the words of the labels of a language that are found by themselves, by how they are written."""
    found: dict[str, Shown] = {}
    light = wording(language).light
    for name in every_name():
        typed = terms(name.text, name.language)
        is_whole = name.value.vocabulary in WHOLE_ONLY and len(typed) > 1
        if name.language == language and not name.is_synonym and not is_whole:
            for term in typed:
                if term.exact not in light:
                    shown = Shown(name.text[term.start : term.end], term.text, set())
                    found.setdefault(term.exact, shown).values.add(name.value)
    return found


def variants(text: str) -> list[str]:
    """Return a name, and the parts of one with brackets: `Captación en línea (grooming)`."""
    match = _BRACKETS.match(text)
    return [text, match["outer"].strip(), match["inner"].strip()] if match else [text]


def words(text: str) -> list[str]:
    """Return the lines of a text that holds one name a line."""
    return [line.strip() for line in text.splitlines() if line.strip()]


@lru_cache(maxsize=8192)
def terms(text: str, language: str) -> tuple[analysis.Term, ...]:
    """Return the words of a name."""
    return tuple(analysis.terms(text, language))


def _names_of(label: str) -> Iterator[Name]:
    if label == KIND:
        return _of_kinds()
    model = apps.get_model(label)
    if issubclass(model, TranslatableMixin):
        return _of_snippets(label, model)
    return _of_countries(label) if model is Country else _of_terms(label, model)


def _of_terms(label: str, model: Any) -> Iterator[Name]:
    for pk, *texts in model._default_manager.values_list("pk", "labels", "synonyms"):
        for is_synonym, by_language in enumerate(texts):
            for language, text in (by_language or {}).items():
                for one in words(text):
                    yield Name(Value(label, pk), one, language, bool(is_synonym))


def _of_countries(label: str) -> Iterator[Name]:
    for country in Country.objects.all():
        value = Value(label, country.pk)
        for language in map(codes.to_bcp47, codes.content_languages()):
            yield Name(value, *country.name_in(language))
            for name, code in wording(language).countries.items():
                if code == country.code:
                    yield Name(value, name, language, is_synonym=True)


def _of_kinds() -> Iterator[Name]:
    for code in codes.content_languages():
        with translation.override(code):
            for kind in Helpline.Kind:
                if kind != Helpline.Kind.OTHER:
                    yield Name(Value(KIND, kind.value), str(kind.label), codes.to_bcp47(code))


def _of_snippets(label: str, model: Any) -> Iterator[Name]:
    """Give the names of each public row for all rows of its translation group, since pages may have any of them."""
    columns = ["translation_key", "name", "locale__language_code", *(["acronym"] if hasattr(model, "acronym") else [])]
    rows = list(public_view().snippets(model._default_manager.all()).values_list(*columns))
    members = defaultdict(list)
    for pk, key in model._default_manager.values_list("pk", "translation_key"):
        members[key].append(pk)
    for key, name, code, *acronym in rows:
        for pk in members[key]:
            for text in (name, *acronym):
                if text:
                    yield Name(Value(label, pk), text, codes.to_bcp47(code))


def _analysed_names(language: str) -> Names:
    found = Names()
    for name in every_name():
        rows = [typed for text in variants(name.text) if (typed := terms(text, name.language))]
        for typed in rows:
            found.whole[written(typed)].add(name.value)
        if name.language == language:
            _add_own(found, name, rows)
        if not name.is_synonym and name.value.vocabulary not in WHOLE_ONLY:
            for word in _heavy(name, language):
                found.words[word].add(name.value)
    return found


def _add_own(found: Names, name: Name, rows: Iterable[Sequence[analysis.Term]]) -> None:
    for typed in rows:
        found.stemmed[stems(typed)].add(name.value)
        if not name.is_synonym:
            found.shown[stems(typed)].add(name.value)
    if name.value.vocabulary not in WHOLE_ONLY:
        for term in terms(name.text, name.language):
            found.used[written((term,))].add(name.value)


def _heavy(name: Name, language: str) -> set[str]:
    """Return the words of a label that mean something: as the index has them, or as written in another language."""
    typed = terms(name.text, name.language)
    light = {term for term in typed if term.exact in wording(name.language).light}
    if name.language != language:
        return {term.exact for term in typed if term not in light}
    analysed = analysis.analyse(name.text, language)
    return {*analysed.terms, *analysed.more} - {term.text for term in light}
