"""What stands for what: the labels and synonyms of the vocabularies and the public terms of the glossary, by spelling.

Texts widen what a query finds and are never shown. They are written as queries: names of organisations, and all that
crosses languages, as phrases, since their words by themselves say something else; others as words.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from cms.glossary.models import GlossaryTerm
from cms.languages import codes
from cms.publishing.version import kept
from cms.publishing.visibility import public_view
from cms.search import labels
from cms.search.keys import key_of, kind_of
from cms.search.queries import quoted

Thesaurus = dict[labels.Spelling, list[str]]
"""Texts that stand for a row of words, best first."""
Noted = dict[labels.Spelling, dict[str, None]]
"""Texts that stand for a row of words, in the order in which they were read."""


_UNWORDED = re.compile(r"[\W_]+")


class Term(NamedTuple):
    """A public term of the glossary in a language, by its entry, with the group of the term to use in its place.

    Its own name is the first of its spellings.
    """

    key: int
    group: str
    language: str
    spellings: tuple[str, ...]
    instead: str | None
    is_outdated: bool


def glossary() -> list[Term]:
    """Return all public terms. One query."""
    return kept("terms to expand", lambda: list(_read_glossary()))


def _read_glossary() -> Iterator[Term]:
    columns = (
        "pk", "translation_key", "locale__language_code", "term", "alternatives", "use_instead__translation_key",
        "status",
    )  # fmt: skip
    kind = kind_of(GlossaryTerm)
    rows = public_view().snippets(GlossaryTerm.objects.all()).order_by("pk").values_list(*columns)
    for pk, group, code, term, alternatives, instead, status in rows:
        spellings = (term, *labels.words(alternatives))
        yield Term(
            key_of(kind, pk), str(group), codes.to_bcp47(code), spellings, str(instead) if instead else None,
            status == GlossaryTerm.Status.AVOID,
        )  # fmt: skip


def terms_by_name(language: str) -> dict[labels.Spelling, frozenset[int]]:
    """Return the keys of the public terms of the glossary in a language, by their names."""
    found: dict[labels.Spelling, set[int]] = defaultdict(set)
    for term in glossary():
        if term.language == language:
            for text in term.spellings:
                found[labels.stems(labels.terms(text, language))].add(term.key)
    return {spelling: frozenset(keys) for spelling, keys in found.items()}


def synonyms(language: str) -> Thesaurus:
    """Read what stands for what within a language, and what people write in it who know another language's word."""
    found: Noted = defaultdict(dict)
    _note_preferred(found, language)
    _note_labels(found, language)
    for spelling, texts in _foreign(language).items():
        found[spelling].update(texts)
    return _distinct(found, language)


def _note_preferred(found: Noted, language: str) -> None:
    """Note the term to use in the place of another, and its other names."""
    by_group = _by_group(language)
    for term in by_group.values():
        preferred = by_group.get(term.instead or "")
        for text in term.spellings:
            _note(found, [text], preferred.spellings if preferred else term.spellings, language)


def _note_labels(found: Noted, language: str) -> None:
    """Note the label of a synonym, and of the label's other synonyms those that the glossary defines.

    What has several labels, an organisation its name and its acronym, has each in the place of the others.
    """
    shown, hidden = _texts()
    defined = _defined(language)
    for name in labels.every_name():
        if name.is_synonym and name.language == language:
            key = name.value, language
            terms = (text for text in hidden[key] if defined & _spellings(text, language))
            _note(found, [name.text], (*shown.get(key, ()), *terms), language)
    for (_value, own), texts in shown.items():
        if own == language and len(texts) > 1:
            _note(found, texts, texts, language, as_phrases=True)


def _foreign(language: str) -> Noted:
    """Return what words of other languages stand for, those aside that are words of this one too."""
    found: Noted = defaultdict(dict)
    for source in map(codes.to_bcp47, codes.content_languages()):
        if source != language:
            _note_translations(found, source, language)
    own = [name.text for name in labels.every_name() if name.language == language]
    for spelling in _defined(language).union(*(_spellings(text, language) for text in own)):
        found.pop(spelling, None)
    return found


def translations(source: str, target: str) -> Thesaurus:
    """Read what stands in one language for what in another."""
    found: Noted = defaultdict(dict)
    _note_translations(found, source, target)
    return {spelling: list(texts) for spelling, texts in found.items()}


def _note_translations(found: Noted, source: str, target: str) -> None:
    by_group = _by_group(target)
    for term in glossary():
        if term.language == source:
            for group in (term.instead, term.group):
                if group in by_group:
                    _note(found, term.spellings, by_group[group].spellings, source, as_phrases=True)
    defined = _defined(target)
    shown, hidden = _texts()
    for name in labels.every_name():
        if name.language == source:
            key = name.value, target
            defined_first = sorted(hidden.get(key, ()), key=lambda text: not defined & _spellings(text, target))
            _note(found, [name.text], (*shown.get(key, ()), *defined_first), source, as_phrases=True)


Texts = dict[tuple[labels.Value, str], list[str]]
"""Names by what they name and their language."""


def _texts() -> tuple[Texts, Texts]:
    """Return the labels of values, and their synonyms."""
    return kept("labels and synonyms", _read_texts)


def _read_texts() -> tuple[Texts, Texts]:
    shown: Texts = defaultdict(list)
    hidden: Texts = defaultdict(list)
    for name in labels.every_name():
        (hidden if name.is_synonym else shown)[name.value, name.language].append(name.text)
    return dict(shown), dict(hidden)


def _note(
    found: Noted, texts: Iterable[str], others: Iterable[str], language: str, *, as_phrases: bool = False
) -> None:
    variants = (variant for other in others for variant in labels.variants(other)[-2:])
    targets = [quoted(variant) if as_phrases else _UNWORDED.sub(" ", variant) for variant in variants]
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


def _by_group(language: str) -> dict[str, Term]:
    return {term.group: term for term in glossary() if term.language == language}


def _defined(language: str) -> set[labels.Spelling]:
    """Return the spellings of the terms that the glossary defines in a language."""
    terms = (term for term in glossary() if term.language == language)
    return {spelling for term in terms for text in term.spellings for spelling in _spellings(text, language)}


@lru_cache(maxsize=8192)
def _spellings(text: str, language: str) -> set[labels.Spelling]:
    terms = labels.terms(text, language)
    return {labels.stems(terms), labels.written(terms)}
