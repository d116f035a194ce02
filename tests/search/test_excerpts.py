"""An excerpt shows what was found, whole sentences around it where they fit, and says where it was cut."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.search.excerpts import ELLIPSIS, MOST, excerpt, flowing

FILLER = "Nothing of note stands in this long sentence, which goes on for a while. " * 6
SPANS = re.compile("found")


def test_an_excerpt_begins_and_ends_with_a_sentence_where_one_fits():
    cut = excerpt(f"{FILLER}Here it is found at last. {FILLER}", _spans(f"{FILLER}Here it is found at last. {FILLER}"))
    assert "Here it is found at last." in cut.text
    assert cut.text.startswith("Nothing of note") and cut.text.endswith(("last.", "while."))


LONG = f"Child Helpline International and its {'many ' * 34}members"
"""A sentence that is hardly too long to be shown from where it begins."""


def test_a_sentence_that_begins_near_is_shown_from_its_beginning():
    text = f"{FILLER}{LONG} have found it. {FILLER}"
    assert excerpt(text, _spans(text)).text == f"{LONG} have found it."


def test_a_sentence_that_ends_near_is_shown_to_its_end():
    text = f"They found what {'many ' * 40}wanted, as No. 5 says, e.g. in the U.S. law and the law of 2023. {FILLER}"
    assert excerpt(text, _spans(text)).text.endswith("as No. 5 says, e.g. in the U.S. law and the law of 2023.")


def test_a_sentence_that_is_too_long_is_cut_where_a_clause_ends():
    text = f"{'word ' * 60}, and here it is found, {'word ' * 30}, {'word ' * 60}"
    cut = excerpt(text, _spans(text)).text
    assert cut.startswith("…and here it is found,") and cut.endswith("word ,…")


@pytest.mark.parametrize("heading", ["What you will find", "What will you find?"])
def test_no_excerpt_ends_in_a_heading(heading):
    text = f"{FILLER}\nHere it is found, after a while and not before.\n{heading}\n{FILLER}"
    assert excerpt(text, _spans(text)).text.endswith("not before.")
    text = f"{FILLER}\n{heading} when it is found\n{FILLER}"
    assert excerpt(text, _spans(text)).text.endswith("a while.")
    text = f"{FILLER}\nHere it is found.\nWhat is more"
    assert excerpt(text, _spans(text)).text.endswith("found.")


def test_an_excerpt_may_end_with_an_item_of_a_list():
    text = f"{FILLER}\nWhat there is:\n" + "\n".join(f"an item that is found {'often ' * 10}" for _number in range(9))
    assert excerpt(text, _spans(text)).text.endswith("often")


def test_a_page_of_paper_flows_as_it_was_written():
    wide = "This line is as wide as the page on which it was printed, like the"
    text = f"A heading\n{wide}\nUnited Nations, and goes\non here.\nAnother"
    assert flowing(text) == f"A heading\n{wide} United Nations, and goes on here.\nAnother"


def test_chinese_is_cut_at_its_own_punctuation():
    text = "这里没有什么可看的内容。" * 30 + "在这里found了，" + "后面也没有什么可看的内容，" * 30
    cut = excerpt(text, _spans(text))
    assert cut.text.startswith("这里没有") and cut.text.endswith("，…")
    text = "这里没有什么可看的内容。" * 30 + "他说：“这里found了。”" + "后面也没有什么可看的内容！" * 30
    cut = excerpt(text, _spans(text))
    assert "他说：“这里found了。”" in cut.text and cut.text.endswith("！")


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
    assert len(cut.text) <= MOST + 2 * len(ELLIPSIS)
    assert cut.text.strip(ELLIPSIS) in text


def _spans(text):
    return [match.span() for match in SPANS.finditer(text)]
