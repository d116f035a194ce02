"""Ground: what counts as a word, and as the same word, in each language. The same for what is indexed and for what is
asked, on every database: pure functions of a text and a language (BCP 47).

- Case, accents, width and traditional characters make no difference (`fold`).
- English and Spanish words are cut to their stems; words of other languages are folded only. Latin words in Chinese
  text are English. Nothing is left out as too common.
- Chinese is stored in its smallest words (`chinese.pieces`), so that a word is found exactly where both its ends are
  ends of words: 虐待 in 儿童性虐待材料, and no 中国 in 发展中国家. The segmentation depends on rjieba's dictionary
  alone, so an index stays true when topics or names of organisations change; they are found as runs of words.
"""

from cms.analysis.chinese import sound
from cms.analysis.finding import Finder, occurrences
from cms.analysis.folding import fold
from cms.analysis.numbers import number, numbers
from cms.analysis.stemming import forms
from cms.analysis.words import Analysed, Term, analyse, terms

__all__ = [
    "Analysed",
    "Finder",
    "Term",
    "analyse",
    "fold",
    "forms",
    "number",
    "numbers",
    "occurrences",
    "sound",
    "terms",
]
