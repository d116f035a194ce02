"""Stems of English and Spanish words: Snowball's, after what Snowball leaves apart has been brought together."""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

import Stemmer

from cms.analysis.folding import SILENT

LONGEST = 60
"""Letters of a word that are kept."""

_WORDS = 2**15
"""Words whose stems are remembered, a language."""

_IRREGULAR = {
    "children": "child",
    "women": "woman",
    "men": "man",
    "lives": "life",
    "analyses": "analysis",
    "crises": "crisis",
    "centre": "center",
    "centres": "centers",
    "defence": "defense",
    "offence": "offense",
    "offences": "offenses",
    "licence": "license",
    "licences": "licenses",
}
_BRITISH = [
    (re.compile(r"(?<=\w{3})(?<![vc])is(?=(?:e[drs]?|ers|ing|ations?|ational)$)"), "iz"),  # organisation
    (re.compile(r"(?<=\w{3})our(?=(?:s|ed|ing|ers?|al|able|hood)?$)"), "or"),  # labour
    (re.compile(r"(?<=\w{3}e)ll(?=(?:ing|ed|ers?|ors?)$)"), "l"),  # counselling
    (re.compile(r"mme(?=s?$)"), "m"),  # programme
]
"""British spelling, and what stands for it in American."""

_SPANISH_IRREGULAR = {"ninez": "nino"}
_SPANISH = [
    (re.compile(r"(?<=[aeiou])ces$"), "z"),  # jueces
    (re.compile(r"(?<=\w{4})es(?:as?|es)$"), "es"),  # francesa
    (re.compile(r"(?<=\w[aeiou][lnrdz])es$"), ""),  # imagenes
    (re.compile(r"eas$"), "ea"),  # lineas
]
"""Endings which Snowball takes for those of verbs when they have no accents, and what stands for them."""

_SILENT_OR_DOT = re.compile(f"[{SILENT}.]")


def plain(raw: str) -> str:
    """Return a word without what is silent in it; empty when nothing else is."""
    return raw if raw.isalnum() and SILENT not in raw else _SILENT_OR_DOT.sub("", raw)


def _stems(
    algorithm: str, irregular: dict[str, str], rules: list[tuple[re.Pattern[str], str]]
) -> Callable[[str], str]:
    stemmer = Stemmer.Stemmer(algorithm, 0)

    @lru_cache(maxsize=_WORDS)
    def stem(raw: str) -> str:
        word = plain(raw)
        if len(word) > LONGEST or not word.isascii() or word.isdigit():
            return word[:LONGEST]
        word = irregular.get(word, word)
        for ending, regular in rules:
            word = ending.sub(regular, word)
        return stemmer.stemWord(word)

    return stem


def _shortened(raw: str) -> str:
    return plain(raw)[:LONGEST]


_STEMMERS = {"en": _stems("english", _IRREGULAR, _BRITISH), "es": _stems("spanish", _SPANISH_IRREGULAR, _SPANISH)}
_STEMMERS["zh"] = _STEMMERS["en"]
_OTHER_BEGINNINGS = {
    _STEMMERS[language](word): (word[:2],)
    for language, words in (("en", _IRREGULAR), ("es", _SPANISH_IRREGULAR))
    for word in words
}


def forms(words: Sequence[str]) -> list[tuple[str, ...]]:
    """Return what folded words side by side may be in the index of a text in whatever language, each form once."""
    stemmers = (*_STEMMERS.values(), _shortened)
    return list(dict.fromkeys(tuple(stem(word) for word in words) for stem in stemmers))


def beginnings(term: str) -> set[str]:
    """Return how a folded word may begin whose index term, in any language, this is.

    Stemming changes the last two letters at most, of a British word those from where it is spelt otherwise; and -ying
    becomes -ie.
    """
    american = [place + 1 for spelling in ("iz", "or") if (place := term.rfind(spelling, 3)) >= 0]
    size = min([len(term) - 2, *american])
    others = {f"{term[0]}y"} if len(term) == 3 and term.endswith("ie") else set()
    return {term[: max(1 if term.endswith("z") else 2, size)], *_OTHER_BEGINNINGS.get(term, ()), *others}


def stemmer(language: str) -> Callable[[str], str]:
    """Return what makes a folded word of a language (BCP 47), `plain` or not, its index term."""
    return _STEMMERS.get(language.split("-")[0].lower(), _shortened)
