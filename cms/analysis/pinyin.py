"""How Chinese sounds, in pinyin without tones."""

import gc
import os
import sys
from collections.abc import Callable, Iterator
from functools import lru_cache
from threading import Lock

_LOADING = Lock()


def syllables(text: str) -> list[str]:
    """Return the syllable of each Chinese character, and whatever stands between them as it is.

    >>> syllables("银行 A")
    ['yin', 'hang', ' A']
    """
    with _LOADING:
        read = _loaded()
    return read(text)


@lru_cache(maxsize=1)
def _loaded() -> Callable[[str], list[str]]:
    """Load pypinyin without the words whose characters sound as they do alone: 17 MB instead of 57.

    What is kept is written into one text first, so that the memory of all the rest is given back.
    """
    os.environ |= {"PYPINYIN_NO_PHRASES": "1", "PYPINYIN_NO_DICT_COPY": "1"}
    import pypinyin

    text = _special_words()
    gc.collect()
    rows = (line.split(" ") for line in text.split("\n"))
    pypinyin.load_phrases_dict({word: [[sound] for sound in sounds] for word, *sounds in rows})
    return pypinyin.lazy_pinyin


def _special_words() -> str:
    """Return the words that are needed, a line each with their syllables: those in which a character sounds otherwise
    than alone, and those that hold such a word by chance (共同行动 holds 同行).
    """
    from pypinyin import phrases_dict, pinyin_dict

    alone = {chr(code): sounds.split(",")[0] for code, sounds in pinyin_dict.pinyin_dict.items()}
    words = {word: [row[0] for row in rows] for word, rows in phrases_dict.phrases_dict.items()}
    special = {word for word, sounds in words.items() if sounds != [alone.get(character) for character in word]}
    needed = (word for word in words if word in special or not special.isdisjoint(_inside(word)))
    text = "\n".join(" ".join([word, *words[word]]) for word in needed)
    phrases_dict.phrases_dict.clear()
    del sys.modules[phrases_dict.__name__], sys.modules["pypinyin"].phrases_dict
    return text


def _inside(word: str) -> Iterator[str]:
    size = len(word)
    return (word[start:end] for start in range(size - 1) for end in range(start + 2, size + 1) if end - start < size)
