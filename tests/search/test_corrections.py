"""A slip is forgiven, and nothing that is not public is ever named."""

import pytest

from tests import factories as make
from tests.search.asking import search, titles

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
SLIPS = [
    ("en", "Cyberbullying at school", "cyberbulling school", "cyberbullying school"),
    ("en", "Cyberbullying at school", "Syberbullying “at school”", "Cyberbullying “at school”"),
    ("es", "Protección de la niñez", "¿protecsion niñez?", "¿protección niñez?"),
    ("zh-Hans", "儿童保护报告", "ertong 报告", "儿童 报告"),
    ("zh-Hans", "反对剥削", "反对波削", "反对剥削"),
]


@pytest.mark.parametrize(("language", "title", "typed", "meant"), SLIPS)
def test_a_slip_finds_what_was_meant_and_says_so(language, title, typed, meant):
    page = make.publication("Something else" if language != "en" else title)
    if language != "en":
        make.translated(page, language.lower(), title=title)
    found = search(typed, language)
    assert titles(found)[0] == title
    assert found.did_you_mean == meant


def test_a_word_of_a_draft_is_never_offered():
    make.publication("Zqsecrets of the trade", draft=True)
    withdrawn = make.publication("Zqsecrett of the trade")
    withdrawn.unpublish()
    make.publication("Annual report on trade")
    assert (search("zqsecretz").did_you_mean, search("zqsecretz").total) == ("", 0)
    some = search("zqsecretz annual report")
    assert (some.did_you_mean, some.partial, some.total) == ("", True, 1)


def test_a_public_word_is_offered_however_many_hidden_ones_are_nearer():
    for letter in "abc":
        make.publication(f"{letter}grooming").unpublish()
    make.publication("Grooming online")
    assert search("xgrooming").did_you_mean == "grooming"


def test_a_word_that_is_found_is_not_corrected():
    make.publication("Sexting")
    make.publication("Texting")
    assert search("sexting").did_you_mean == ""
