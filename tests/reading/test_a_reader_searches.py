"""Who types a whole story into the search is answered: with what can be searched for, and with help for all of it."""

from typing import Any

import pytest

from cms.api.searching.parameters import is_short
from cms.reading.searching import shortened
from tests import factories as make

pytestmark = pytest.mark.django_db
STORY = "my boyfriend has naked pictures of me and says he will send them to everyone at school"


def test_a_long_call_for_help_is_searched_for_and_given_help(read: Any) -> None:
    make.publication("Boyfriend and naked pictures at school")
    make.helpline("world", name="World Line")
    page = read(f"/en/search/?q={STORY}")
    assert page.find("section", class_="safety").find(string="World Line")
    assert page.find(string="Searched for these words only: boyfriend naked pictures says send everyone school")
    assert page.find("input", type="search")["value"] == STORY
    assert [link["href"] for link in page.select("ol.items a")]


def test_help_is_given_for_what_is_not_searched_for(read: Any) -> None:
    make.helpline("world", name="World Line")
    long = "+".join(f"word{number}" for number in range(12))
    for asked in (f"{long}+my+uncle+raped+me", "help+me&topic=none", "孩子们喜欢在公园里玩耍" * 12 + "爸爸打我"):
        assert read(f"/en/search/?q={asked}").find(string="World Line"), asked
    assert not read(f"/en/search/?q={long}").find(string="World Line")


@pytest.mark.parametrize(
    "text", [STORY, "a-b-" * 20, "word " * 40, "x" * 300, "of the " * 20, "... " * 50 + "word", '"a b']
)
def test_what_is_left_of_a_long_text_is_short(text: str) -> None:
    short = shortened(text, "en")
    assert is_short(short)
    assert short


def test_a_short_text_is_left_as_it_is() -> None:
    assert shortened("the rights of the child", "en") == "the rights of the child"
