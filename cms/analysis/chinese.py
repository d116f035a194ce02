"""Words of Chinese by rjieba's dictionary, without its guesses: they join what stands side by side by chance (防性).

A long word is made of words that are looked for by themselves: 性虐待 of 性 and 虐待. `pieces` cuts to the smallest
ones, `wholes` finds the longer words that such pieces make up. rjieba is imported with the first Chinese text, since
its dictionary takes 33 MB.
"""

from collections.abc import Sequence
from functools import lru_cache
from itertools import chain
from threading import Lock
from typing import TYPE_CHECKING

from cms.analysis.pinyin import syllables

if TYPE_CHECKING:
    from rjieba import Jieba

CHARACTERS = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0002a6df"
"""Folded Chinese characters in use, for a class of a regular expression; rarer ones are letters like others."""

_LOADING = Lock()
_NEGATIONS = "不未无非"
_DIVISIONS = "国州省市县区"
_CONTINENTS = ("美洲", "欧洲", "亚洲", "非洲")
_PLACES = ("ns", "nrt")
_NAMES = ("ns", "nr")
_NEWER = """
线上 线下 暗网 明网 网课 网红 短视频 直播 自媒体 大数据 元宇宙 区块链 比特币 加密货币 深度伪造 生成式 新冠
性侵 性侵害 性侵者 性勒索 性诱骗 性引诱 性剥削 性贩运 霸凌 施害 施害者 转介 照护 安珀 私密照 裸聊
"""
"""Words that rjieba's dictionary lacks. A change needs the index to be rebuilt."""
_PARTS = {"性侵害": ("性侵", "害"), "性侵犯": ("性侵", "犯"), "索马里": ("索马里",)}
"""What the dictionary would part otherwise: words with a usual short form, and a country with another in its name."""
_PIECES = range(2, 6)
"""How many pieces make up a longer word that is looked for."""
_BETWEEN = ","
"""Stands between runs: no word goes on behind it."""


def words(run: str) -> list[str]:
    """Return the words of a run of folded Chinese characters, as a reader would part them."""
    return _jieba().cut(run, False)


def pieces(run: str) -> list[str]:
    """Return the smallest words of a run."""
    return [piece for word in words(run) for piece in parts(word)]


def rows_of(runs: Sequence[str]) -> list[str]:
    """Return the smallest words of each run with spaces between them. The dictionary is asked once for all."""
    pieces = chain.from_iterable(map(parts, words(_BETWEEN.join(runs))))
    return " ".join(pieces).split(f" {_BETWEEN} ") if runs else []


@lru_cache(maxsize=2**15)
def parts(word: str) -> tuple[str, ...]:
    """Return the smallest words that a word is made of: at most two characters each, but for names of places and for
    negations (印度尼西亚 is not about 印度, and 未成年 is not 成年).
    """
    if word in _PARTS:
        return _PARTS[word]
    if len(word) < 3 or (word[0] in _NEGATIONS and len(word) == 3) or _is_place(word):
        return (word,)
    first = 2 if word[0] in _NEGATIONS else 1
    cut = max(range(first, len(word)), key=lambda place: _likelihood(word[:place], word[place:]))
    return parts(word[:cut]) + parts(word[cut:])


def wholes(rows: Sequence[str]) -> set[str]:
    """Return the dictionary's longer words that neighbouring pieces make up, by what `rows_of` gave."""
    row = f" {f' {_BETWEEN} '.join(rows)} "
    inside = set(_jieba().cut_all(row.replace(" ", "")))
    cuts = {word: parts(word) for word in inside if len(word) > 2}
    return {word for word, cut in cuts.items() if len(cut) in _PIECES and f" {' '.join(cut)} " in row}


@lru_cache(maxsize=4096)
def sound(word: str) -> str:
    """Return how a word of Chinese characters sounds, in pinyin without tones; empty for any other.

    >>> sound("儿童"), sound("child")
    ('ertong', '')
    """
    if not word or not all("\u3400" <= one <= "\u9fff" for one in word):
        return ""
    return "".join(syllables(word))


def _likelihood(left: str, right: str) -> tuple[int, int, int]:
    """Order the ways of cutting a word in two: fewest words, fewest single characters, most frequent words."""
    both = words(left) + words(right)
    single = sum(len(word) == 1 for word in both)
    return -len(both), -single, _jieba().suggest_freq(left) * _jieba().suggest_freq(right)


def _is_place(word: str) -> bool:
    """Say whether a word is the name of a place, and not a name with what it is (北京市, 海牙公约, 拉丁美洲).

    Many are tagged as persons: one with another place in it (索马里, 马里) is taken for a place.
    """
    if _tag(word) == "nr":
        return any(_tag(part).startswith(_NAMES) for part in (word[1:], word[:-1]))
    if _tag(word) not in _PLACES or word.endswith(_CONTINENTS) or word.startswith("中国"):
        return False
    if word[-1] in _DIVISIONS and _tag(word[:-1]) in _PLACES:
        return False
    return not _tag(word[-2:]).startswith("n") or _tag(word[-2:]).startswith(_NAMES)


def _tag(word: str) -> str:
    """Return the dictionary's part of speech of a word; empty for what it does not know."""
    tagged = _jieba().tag(word, False)
    return tagged[0][1] if len(tagged) == 1 and _jieba().has_word(word) else ""


def _jieba() -> "Jieba":
    with _LOADING:  # words are added once: each time makes them more frequent
        return _loaded()


@lru_cache(maxsize=1)
def _loaded() -> "Jieba":
    from rjieba import _DEFAULT_JIEBA  # a second one would take as much memory again

    for word in _NEWER.split():
        _DEFAULT_JIEBA.add_word(word, None, None)
    return _DEFAULT_JIEBA
