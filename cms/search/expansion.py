"""Other words for what was typed: an outdated term leads to the preferred one, and terms cross languages.

Words come from topics (labels and synonyms) and from the public terms of the glossary. They widen what is found and
are never shown.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from cms import analysis
from cms.glossary.models import GlossaryTerm
from cms.languages import codes
from cms.publishing.version import kept
from cms.publishing.visibility import public_view
from cms.search import labels
from cms.search.keys import key_of, kind_of
from cms.search.queries import Query

MOST_BRANCHES = 4
"""Other wordings of one query that are looked for."""

Thesaurus = dict[labels.Spelling, list[str]]
"""Texts that stand for a row of words, best first."""
_UNWORDED = re.compile(r"[\W_]+")


def wordings(query: Query) -> list[str]:
    """Return other ways to say a query in its own language, better ones first."""
    language = query.language
    return _replaced(query, kept(("synonyms", language), lambda: _synonyms(language)))


def defining(query: Query) -> frozenset[int]:
    """Return the keys of the public terms of the glossary that a query names, by its name or another."""
    language = query.language
    named = kept(("terms by name", language), lambda: _terms_by_name(language))
    return named.get(labels.stems(query.terms), frozenset())


def translated(query: Query, target: str) -> list[str]:
    """Return ways to say a query in another language; what no vocabulary translates stays as it is.

    Words without a meaning of their own, which the other language does not know, are left out.
    """
    source = query.language
    known = kept(("translations", source, target), lambda: _translations(source, target))
    light = {labels.written((term,)): [""] for term in query.terms if not query.needs(term)}
    return _replaced(query, {**light, **known})


def _replaced(query: Query, known: Thesaurus) -> list[str]:
    """Return texts with every known span replaced: by the best text of each, by the second best, and so on."""
    spans = [span for terms in _loose(query) for span in _spans(terms, known)]
    texts = []
    for rank in range(min(MOST_BRANCHES, max((len(span.texts) for span in spans), default=0))):
        text = query.text
        for span in reversed(spans):
            other = _UNWORDED.sub(" ", span.texts[min(rank, len(span.texts) - 1)])
            text = f"{text[: span.start]} {other} {text[span.end :]}"
        texts.append(" ".join(text.split()))
    return texts


class Span(NamedTuple):
    """A part of a query's text, and what may stand in its place, best first."""

    start: int
    end: int
    texts: list[str]


def _loose(query: Query) -> Iterator[list[analysis.Term]]:
    """Give the rows of terms between phrases, which are meant as they stand."""
    row: list[analysis.Term] = []
    for group in query.groups:
        if group.kind == "phrase":
            yield row
            row = []
        else:
            row.extend(group.terms)
    yield row


def _spans(terms: Sequence[analysis.Term], known: Thesaurus) -> Iterator[Span]:
    """Give the longest known rows of terms, from left to right."""
    start = 0
    while start < len(terms):
        end, texts = _longest(terms, start, known)
        if texts:
            yield Span(terms[start].start, terms[end - 1].end, texts)
        start = end


def _longest(terms: Sequence[analysis.Term], start: int, known: Thesaurus) -> tuple[int, list[str]]:
    for end in range(min(len(terms), start + labels.MOST_WORDS), start, -1):
        for spelling in (labels.written(terms[start:end]), labels.stems(terms[start:end])):
            if spelling in known:
                return end, known[spelling]
    return start + 1, []


# What is known

Noted = dict[labels.Spelling, dict[str, None]]
"""Texts that stand for a row of words, in the order in which they were read."""


class Term(NamedTuple):
    """A public term of the glossary in a language, by its entry, with the group of the term to use in its place."""

    key: int
    group: str
    language: str
    spellings: tuple[str, ...]
    instead: str | None


def _glossary() -> list[Term]:
    return kept("terms to expand", lambda: list(_read_glossary()))


def _read_glossary() -> Iterator[Term]:
    columns = (
        "pk", "translation_key", "locale__language_code", "term", "alternatives", "use_instead__translation_key",
    )  # fmt: skip
    kind = kind_of(GlossaryTerm)
    rows = public_view().snippets(GlossaryTerm.objects.all()).order_by("pk").values_list(*columns)
    for pk, group, code, term, alternatives, instead in rows:
        spellings = (term, *labels.words(alternatives))
        yield Term(key_of(kind, pk), str(group), codes.to_bcp47(code), spellings, str(instead) if instead else None)


def _terms_by_name(language: str) -> dict[labels.Spelling, frozenset[int]]:
    found: dict[labels.Spelling, set[int]] = defaultdict(set)
    for term in _glossary():
        if term.language == language:
            for text in term.spellings:
                found[labels.stems(labels.terms(text, language))].add(term.key)
    return {spelling: frozenset(keys) for spelling, keys in found.items()}


def _synonyms(language: str) -> Thesaurus:
    """Read what stands for what within a language, and what people write in it who know another language's word."""
    found: Noted = defaultdict(dict)
    by_group = {term.group: term for term in _glossary() if term.language == language}
    for term in by_group.values():
        preferred = by_group.get(term.instead or "")
        for text in term.spellings:
            others = preferred.spellings if preferred else term.spellings
            _note(found, [text], others, language)
    shown, hidden = _texts(are_synonyms=False), _texts(are_synonyms=True)
    defined = _defined(by_group.values(), language)
    for name in labels.every_name():
        if name.is_synonym and name.language == language:
            key = name.value, language
            terms = (text for text in hidden[key] if defined & _spellings(text, language))
            _note(found, [name.text], (*shown.get(key, ()), *terms), language)
    own = {
        spelling
        for name in labels.every_name()
        if name.language == language
        for spelling in _spellings(name.text, language)
    }
    foreign: Noted = defaultdict(dict)
    for source in map(codes.to_bcp47, codes.content_languages()):
        if source != language:
            _note_translations(foreign, source, language)
    for spelling in foreign.keys() - own - defined:
        found[spelling].update(foreign[spelling])
    return _distinct(found, language)


def _translations(source: str, target: str) -> Thesaurus:
    """Read what stands in one language for what in another."""
    found: Noted = defaultdict(dict)
    _note_translations(found, source, target)
    return {spelling: list(texts) for spelling, texts in found.items()}


def _note_translations(found: Noted, source: str, target: str) -> None:
    by_group = {term.group: term for term in _glossary() if term.language == target}
    for term in _glossary():
        if term.language == source:
            for group in (term.instead, term.group):
                if group in by_group:
                    _note(found, term.spellings, by_group[group].spellings, source)
    defined = _defined(by_group.values(), target)
    shown, hidden = _texts(are_synonyms=False), _texts(are_synonyms=True)
    for name in labels.every_name():
        if name.language == source:
            key = name.value, target
            defined_first = sorted(hidden.get(key, ()), key=lambda text: not defined & _spellings(text, target))
            _note(found, [name.text], (*shown.get(key, ()), *defined_first), source)


def _texts(*, are_synonyms: bool) -> dict[tuple[labels.Value, str], list[str]]:
    """Return the labels of each value, or its synonyms, by language."""
    found: dict[tuple[labels.Value, str], list[str]] = defaultdict(list)
    for name in labels.every_name():
        if name.is_synonym == are_synonyms:
            found[name.value, name.language].append(name.text)
    return dict(found)


def _note(found: Noted, texts: Iterable[str], others: Iterable[str], language: str) -> None:
    targets = [variant for other in others for variant in labels.variants(other)[-2:]]
    for text in texts:
        for variant in labels.variants(text):
            for spelling in _spellings(variant, language):
                if spelling:
                    found[spelling].update(dict.fromkeys(targets))


def _distinct(found: Noted, language: str) -> Thesaurus:
    """Leave out texts that say the same words again."""
    kept_texts = {
        spelling: [text for text in texts if spelling not in _spellings(text, language)]
        for spelling, texts in found.items()
    }
    return {spelling: texts for spelling, texts in kept_texts.items() if texts}


def _defined(terms: Iterable[Term], language: str) -> set[labels.Spelling]:
    """Return the spellings of terms, which are of this language."""
    return {spelling for term in terms for text in term.spellings for spelling in _spellings(text, language)}


def _spellings(text: str, language: str) -> set[labels.Spelling]:
    terms = labels.terms(text, language)
    return {labels.stems(terms), labels.written(terms)}
