"""The words of a language, whether or not anything here holds them: somebody who types one means it.

They are the lists of pyspellchecker. Nothing else of it is used: its corrector makes 20 MB of objects of them.
"""

import gzip
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from threading import Lock

from cms import analysis

_LANGUAGES = ("en", "es")
_BY_FORM = ("es",)
"""Languages whose list has few words but in their first form."""
_USED, _RARE = re.compile(r'"([^"\']+)": (?!50\b)'), re.compile(r'"([^"\']+)": 50\b')
"""Entries of a list; a count of 50 says that a word was met in no text, so that nobody may have meant it."""
_SAME_LETTER = re.compile(r"(?m)(?:^(.).*\n)(?:^\1.*\n)*")
_CHUNK = 2**16
_LOADING = Lock()

Letters = dict[str, bytes]
"""Words by their first letter, one a line, with an end of line before and behind: 130,000 words are 1.4 MB."""


@dataclass(frozen=True)
class Dictionary:
    """The folded words of a language: those in use, and rare ones."""

    language: str
    used: Letters
    rare: Letters

    def has(self, word: str) -> bool:
        """Say whether a folded word is in it, or is another form of a word in use."""
        line = f"\n{word}\n".encode()
        is_there = any(line in letters.get(word[:1], b"") for letters in (self.used, self.rare))
        return is_there or (self.language in _BY_FORM and self._has_form(word))

    def beginning(self, letter: str) -> list[str]:
        """Return the words in use that begin with a letter."""
        return self.used.get(letter, b"").decode().split()

    def _has_form(self, word: str) -> bool:
        term = _term(word, self.language)
        lines = re.finditer(rb"(?m)^%b.*$" % re.escape(term.encode()), self.used.get(term[:1], b""))
        return any(_term(line[0].decode(), self.language) == term for line in lines)


def dictionary(language: str) -> Dictionary | None:
    """Return the words of a language (BCP 47), None where there is no list."""
    if language not in _LANGUAGES:
        return None
    with _LOADING:
        return _loaded(language)


@lru_cache
def _loaded(language: str) -> Dictionary:
    """Read a list by parts, since its words would take 15 MB as objects; and without importing the library."""
    used: defaultdict[str, bytearray] = defaultdict(lambda: bytearray(b"\n"))
    rare: defaultdict[str, bytearray] = defaultdict(lambda: bytearray(b"\n"))
    for part in _parts(language):
        for entry, letters in ((_USED, used), (_RARE, rare)):
            words = "".join(f"{word}\n" for word in entry.findall(part))
            for row in _SAME_LETTER.finditer(words):
                letters[row[1]] += row[0].encode()
    return Dictionary(language, *({letter: bytes(words) for letter, words in part.items()} for part in (used, rare)))


def _parts(language: str) -> Iterator[str]:
    """Give some thousand lines of a list at a time, folded: `"word": count,`."""
    package = find_spec("spellchecker")
    if package is None or package.origin is None:
        return
    with gzip.open(Path(package.origin).parent / "resources" / f"{language}.json.gz") as lines:
        while part := lines.read(_CHUNK) + lines.readline():
            yield analysis.fold(part.decode())


def _term(word: str, language: str) -> str:
    found = analysis.terms(word, language)
    return found[0].text if len(found) == 1 else ""
