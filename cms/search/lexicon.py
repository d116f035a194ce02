"""What is a word, whether or not anything here holds it: somebody who types it means it."""

from functools import lru_cache

from cms.publishing.version import kept
from cms.search import dictionaries, helping, labels
from cms.search.wording import languages, wording

ENGLISH = "en"
"""Its words are typed by readers of every language."""


def knows(word: str, language: str) -> bool:
    """Say whether a folded word is one of a language (BCP 47) or of English, or of a country's name in any."""
    known = [found for code in dict.fromkeys((language, ENGLISH)) if (found := dictionaries.dictionary(code))]
    return word in _said() or any(one.has(word) for one in known)


def beginning(letter: str, language: str) -> list[str]:
    """Return the words in use that begin with a letter, in the language or else in English."""
    found = dictionaries.dictionary(language) or dictionaries.dictionary(ENGLISH)
    return found.beginning(letter) if found else []


def named() -> frozenset[str]:
    """Return the words of what topics, organisations and the like are called, and are asked for by."""
    return kept("words of names", lambda: frozenset(_words_of_names()))


def _words_of_names() -> set[str]:
    return {term.exact for name in labels.every_name() for term in labels.terms(name.text, name.language)}


@lru_cache
def _said() -> frozenset[str]:
    """Return the words of the names of all countries, and those that the search itself knows of each language."""
    found = {word for name in helping.country_names() for word in name.split()}
    for words in map(wording, languages()):
        found |= words.light | words.known | (words.signs.words if words.signs else frozenset())
    return frozenset(found)
