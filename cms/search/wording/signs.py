"""Signs that somebody needs help: patterns of words in one language, as its data file says them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Any, Literal, NamedTuple, get_args

from cms.analysis import fold
from cms.analysis.folding import SILENT

Kind = Literal["emergency", "missing", "images", "abuse", "report", "help"]
KINDS: tuple[Kind, ...] = get_args(Kind)
"""What somebody may need, the most urgent first."""

UNSPACED = re.compile(r"[\u3400-\u9fff]")
_WORDS = re.compile(r"[^\W_]+")
_SILENT = re.compile(f"['`´{SILENT}]")
_NO_WORD = re.compile(r"{[^}]*}|[^\s/,]+\*")
_GAP = "…"
_NEVER = re.compile(r"(?!)")


class Typed(NamedTuple):
    """A folded text as signs are looked for in it: its words between spaces, and all of them in one run."""

    words: str
    run: str

    @classmethod
    def of(cls, text: str) -> "Typed":
        """Read a text; apostrophes part no word, so that don't is as good as dont."""
        words = _words(text)
        return cls(f" {' '.join(words)} ", "".join(words))


def _words(text: str) -> list[str]:
    return _WORDS.findall(_SILENT.sub("", fold(text)))


@dataclass(frozen=True)
class Signs:
    """Patterns of one language, as its data file has them.

    A pattern is a row of words. `{name}` is one of a list, `a/b` one of these, `word?` may be there or not, `abus*`
    begins so, and `…` stands for up to four words, or six Chinese characters.
    """

    told: Mapping[str, Any]

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of all patterns and lists, beginnings aside."""
        parts = (self.told[part].values() for part in ("alone", "lists", "signs"))
        texts = (_NO_WORD.sub(" ", text) for text in chain.from_iterable(parts))
        return frozenset(word for text in texts for word in _words(text))

    @cached_property
    def is_spaced(self) -> bool:
        """Whether words of the language stand between spaces."""
        return not any(map(UNSPACED.search, self.told["signs"].values()))

    def read(self, typed: Typed) -> str:
        """Return a text as this language looks at it, without what only looks like a sign."""
        return self._ignored.sub(" ", typed.words if self.is_spaced else typed.run)

    def has(self, kind: Kind, text: str, place: str) -> bool:
        """Say whether a text that was `read` calls for help of a kind. `place` is the name of a country in it."""
        if not (self._said[kind].search(text) or self._is_alone(kind, text, place)):
            return False
        return not self._research.search(text) or bool(self._own.search(text))

    def _is_alone(self, kind: Kind, text: str, place: str) -> bool:
        """Say whether a text is nothing but a word that is enough alone, and words that may stand beside it."""
        rest, found = self._alone[kind].subn("", text.replace(place, " ", 1) if place else text)
        return bool(found) and not self._beside.sub("", rest).strip()

    @cached_property
    def _said(self) -> dict[Kind, re.Pattern[str]]:
        return {kind: self._any(self.told["signs"].get(kind, "").splitlines()) for kind in KINDS}

    @cached_property
    def _alone(self) -> dict[Kind, re.Pattern[str]]:
        return {kind: self._any(_entries(self.told["alone"].get(kind, ""))) for kind in KINDS}

    @cached_property
    def _beside(self) -> re.Pattern[str]:
        return self._any([*self.told["light"].split(), *_entries(self.told["alone"]["beside"])])

    @cached_property
    def _ignored(self) -> re.Pattern[str]:
        return self._any(_entries(self.told["ignored"]))

    @cached_property
    def _research(self) -> re.Pattern[str]:
        return self._any(_entries(self.told["research"]))

    @cached_property
    def _own(self) -> re.Pattern[str]:
        return self._any(_entries(self.told["own"]))

    def _any(self, patterns: Iterable[str]) -> re.Pattern[str]:
        """Return an expression of any of some patterns, the longest first."""
        written = {self._pattern(pattern) for pattern in patterns if pattern.strip()}
        if not written:
            return _NEVER
        joined = "|".join(sorted(written, key=lambda one: (-len(one), one)))
        return re.compile(f"(?<= )(?:{joined})" if self.is_spaced else joined)

    def _pattern(self, pattern: str) -> str:
        return "".join(map(self._token, pattern.split()))

    def _token(self, token: str) -> str:
        if token == _GAP:
            return "(?:[^ ]+ ){0,4}?" if self.is_spaced else ".{0,6}?"
        bare = token.removesuffix("?")
        options = {option for part in bare.split("/") for option in self._options(part)}
        return f"(?:{'|'.join(sorted(options, key=lambda one: (-len(one), one)))}){'' if bare == token else '?'}"

    def _options(self, part: str) -> Iterable[str]:
        if part.startswith("{"):
            return map(self._pattern, _entries(self.told["lists"][part[1:-1]]))
        return [self._plain(part)]

    def _plain(self, word: str) -> str:
        end = " " if self.is_spaced else ""
        begun = f"[^ ]*{end}" if word.endswith("*") else end
        return end.join(_words(word)) + begun


def _entries(text: str) -> list[str]:
    return [entry for entry in re.split(r"[,\s]*,[,\s]*", text.strip(" ,\n")) if entry]
