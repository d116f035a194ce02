"""The alphabet of a list: Chinese by pinyin, other languages by letters without their accents."""

import unicodedata
from functools import lru_cache

from cms.analysis.pinyin import syllables

OTHER = "#"
"""The letter of what starts with none: digits and scripts without an alphabet of ours."""

_AFTER_N = "n\uffff"


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Return a text in which case, accents and width make no difference.

    >>> fold("Explotación ＡＢ")
    'explotacion ab'
    """
    apart = unicodedata.normalize("NFKD", text.casefold())
    return unicodedata.normalize("NFC", "".join(one for one in apart if not unicodedata.combining(one))).casefold()


@lru_cache(maxsize=4096)
def spoken(text: str) -> str:
    """Return a text with its Chinese characters in pinyin, without tones, each a word of its own.

    >>> spoken("儿童 A")
    'er tong  A'
    """
    if not any("\u3400" <= one <= "\u9fff" for one in text):
        return text
    return " ".join(syllables(text))


@lru_cache(maxsize=4096)
def sort_key(text: str) -> tuple[str, str]:
    """Return what a list of texts is sorted by; ñ comes after n."""
    heard = spoken(_bare(text)).casefold()
    return _AFTER_N.join(fold(part) for part in heard.split("ñ")), text


@lru_cache(maxsize=4096)
def initial(text: str) -> str:
    """Return the letter under which a text stands: `A` to `Z`, `Ñ`, or `#`.

    >>> initial("儿童"), initial("Ámbito"), initial("“child sex tourism”")
    ('E', 'A', 'C')
    """
    first = spoken(_bare(text)[:1])[:1]
    if first.casefold() == "ñ":
        return "Ñ"
    letter = fold(first)[:1].upper()
    return letter if letter.isascii() and letter.isalpha() else OTHER


def _bare(text: str) -> str:
    """Leave out what stands before the first letter or digit."""
    start = next((place for place, one in enumerate(text) if one.isalnum()), 0)
    return unicodedata.normalize("NFKC", text[start:])
