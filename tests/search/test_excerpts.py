"""An excerpt shows what was found, whole sentences around it where they fit, and says where it was cut."""

import re

from hypothesis import given
from hypothesis import strategies as st

from cms.search.excerpts import ELLIPSIS, LENGTH, excerpt

FILLER = "Nothing of note stands in this long sentence, which goes on for a while. " * 6
SPANS = re.compile("found")


def test_an_excerpt_begins_and_ends_with_a_sentence_where_one_fits():
    cut = excerpt(f"{FILLER}Here it is found at last. {FILLER}", _spans(f"{FILLER}Here it is found at last. {FILLER}"))
    assert "Here it is found at last." in cut.text
    assert cut.text.startswith("Nothing of note") and cut.text.endswith(("last.", "while."))


def test_chinese_is_cut_at_its_own_punctuation():
    text = "这里没有什么可看的内容。" * 30 + "在这里found了，" + "后面也没有什么可看的内容，" * 30
    cut = excerpt(text, _spans(text))
    assert cut.text.startswith("这里没有") and cut.text.endswith("，…")


def test_the_part_with_most_different_words_is_shown():
    text = f"found. {FILLER}found and lost stand together. {FILLER}"
    cut = excerpt(text, [match.span() for match in re.finditer("found|lost", text)])
    assert "found and lost" in cut.text


@given(st.lists(st.sampled_from(["found", "x", "word ", ". ", "，", "。", "long" * 20, "\n", "a, "]), max_size=200))
def test_every_mark_of_an_excerpt_covers_what_was_found(parts):
    text = "".join([*parts, "found", *parts])
    cut = excerpt(text, _spans(text))
    assert cut.highlights
    assert {cut.text[start:end] for start, end in cut.highlights} == {"found"}
    assert len(cut.text) <= LENGTH + 2 * len(ELLIPSIS) + 1
    assert cut.text.strip(ELLIPSIS) in text


def _spans(text):
    return [match.span() for match in SPANS.finditer(text)]
