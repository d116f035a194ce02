"""Whatever is typed is answered, soon."""

import time

import pytest

from cms.search.helping import needed
from cms.search.highlights import matched
from cms.search.suggesting import suggestions
from tests import factories as make
from tests.search.asking import search, visible

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
HOSTILE = {
    "quotes": '"\'""\'; DROP TABLE x; --',
    "operators": "a AND NOT (b OR c*) NEAR/2 ^d + title:e & f | !g <-> h:*",
    "zero": "report\0report",
    "surrogate": "report\ud800\udfff",
    "long": "report" * 2000,
    "many": " ".join(f"word{number}" for number in range(200)),
    "chinese": "儿童保护与性剥削" * 1000,
    "trap": "a" * 50 + "(a+)+$" * 200 + "!",
    "marks": "e" + "\u0301" * 5000,
    "exclusions": " ".join(f"-word{number}" for number in range(200)),
    "quoted": '"' * 5000,
    "nothing": " \n\t\u200b\ufeff",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("language", ["en", "es", "zh-Hans"])
def test_a_hostile_query_is_answered_soon(text, language):
    make.publication("A report")
    members = visible("en")
    search("report")
    began = time.perf_counter()
    found = search(text, language)
    matched(found.page(0, 20), found.terms, language)
    suggestions(text, language, members)
    needed(text)
    assert time.perf_counter() - began < 1
