"""Where the words of a query stand in what it found, and what is suggested while somebody types."""

import pytest

from cms.search.highlights import matched
from cms.search.queries import parse
from cms.search.suggesting import nearest_topics, suggestions
from tests import factories as make
from tests.search.asking import search, visible

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def test_marks_cover_the_words_in_the_original_text():
    page = make.translated(
        make.publication("Exploitation"), "es", title="Explotación en línea", summary="Sobre las explotaciones."
    )
    (rows,) = _matched("explotacion", "es").values()
    assert [(row["field"], _marked(row)) for row in rows] == [
        ("title", ["Explotación"]),
        ("summary", ["explotaciones"]),
    ]
    assert page.pk


def test_chinese_is_marked_where_its_words_stand():
    make.translated(make.publication("Law"), "zh-hans", title="加强儿童保护工作")
    (rows,) = _matched("儿童保护", "zh-Hans").values()
    assert _marked(rows[0]) == ["儿童保护"]


def test_titles_that_begin_so_are_suggested_first():
    make.publication("Guide to grooming")
    make.publication("Grooming online")
    make.publication("Grooming", draft=True)
    assert _suggested("groo") == ["Grooming online", "Guide to grooming"]
    assert _suggested("grooming on") == ["Grooming online"]
    assert suggestions("groo", "en", 0) == []


@pytest.mark.parametrize(
    ("language", "title", "typed"),
    [
        ("es", "Explotación en línea", "explota"),
        ("es", "Niñez y políticas", "ninez y poli"),
        ("zh-hans", "儿童保护报告", "儿童保"),
        ("en", "Policies for schools", "policies"),
        ("en", "Policies for schools", "polic"),
    ],
)
def test_a_beginning_is_suggested_in_every_language(language, title, typed):
    page = make.publication(title if language == "en" else "Else")
    if language != "en":
        make.translated(page, language, title=title)
    assert _suggested(typed, language) == [title]


def test_a_topic_is_suggested_while_something_public_has_it():
    topic = make.topic("grooming", en="Online grooming")
    page = make.publication("Guide", topics=[topic])
    assert _suggested("online gr") == ["Online grooming"]
    page.unpublish()
    assert _suggested("online gr") == []


def test_the_preferred_term_is_suggested_once_in_the_place_of_outdated_ones():
    material = make.term("material", term="Abuse material", alternatives="Zqimages")
    for code, instead in (("films", material), ("pictures", material), ("other", None)):
        term = make.term(code, term=f"Zqimages {code}", status="avoid", use_instead=instead)
        make.translated(term, "es", term=f"Zqimágenes {code}")
    make.term("care", term="Zqimages with care", status="use_with_care")
    assert _suggested("zqim") == ["Abuse material", "Zqimages with care"]
    assert _suggested("zqimages pict") == ["Abuse material"]
    assert _suggested("zqimages oth") == []
    assert _suggested("zqim", "es") == []
    make.translated(material, "es", term="Material de abuso")
    assert _suggested("zqim", "es") == ["Material de abuso"]


def test_topics_are_named_where_nothing_is_found():
    near, far = make.topic("grooming", en="Online grooming"), make.topic("law", en="Law")
    make.publication("Guide", topics=[near, far])
    make.topic("games", en="Online games")
    assert nearest_topics(parse("online zebra", "en"), visible()) == [near.pk]


def _matched(text, language):
    found = search(text, language)
    return matched(found.page(0, 20), found.terms, language)


def _marked(row):
    return [row["text"][start:end] for start, end in row["highlights"]]


def _suggested(text, language="en"):
    code = {"zh-hans": "zh-Hans"}.get(language, language)
    return [suggestion.text for suggestion in suggestions(text, code, visible(language))]
