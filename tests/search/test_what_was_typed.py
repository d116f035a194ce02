"""A query is read as a person means it; any text can be read, fast."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.search.queries import parse

LANGUAGES = ("en", "es", "zh-Hans")
READ = [
    ("en", "missing children", ["word missing", "word children"], []),
    ("en", '"child labour" toolkit', ["phrase child labour", "word toolkit"], []),
    ("es", "«trabajo infantil» guía", ["phrase trabajo infantil", "word guia"], []),
    ("zh-Hans", "「儿童 保护」热线", ["phrase 儿童 保护", "word 热线"], []),
    ("en", '"labour"', ["phrase labour"], []),
    ("en", "“school", ["word school"], []),
    ("en", "report -draft -“old edition”", ["word report"], ["word draft", "phrase old edition"]),
    ("en", "report -self-harm", ["word report"], ["phrase self harm"]),
    ("zh-Hans", "儿童　－热线", ["word 儿童"], ["word 热线"]),
    ("en", "self-harm", ["run self harm"], []),
    ("en", "2019 - 2020", ["word 2019", "word 2020"], []),
    ("en", "title:a* AND (b OR c)", ["run title a", "word and", "word b", "word or", "word c"], []),
    ("en", ' -- " - “” ', [], []),
]


@pytest.mark.parametrize(("language", "text", "groups", "excluded"), READ, ids=[row[1] for row in READ])
def test_words_phrases_and_exclusions_are_read(language, text, groups, excluded):
    query = parse(text, language)
    assert [_said(group) for group in query.groups] == groups
    assert [_said(group) for group in query.excluded] == excluded


def test_chinese_without_spaces_is_one_group_of_words():
    (group,) = parse("儿童保护", "zh-Hans").groups
    assert (group.kind, [term.exact for term in group.terms]) == ("run", ["儿童", "保护"])


def test_only_words_with_a_meaning_are_needed():
    query = parse("how to report the abuse of a child", "en")
    assert [term.exact for term in query.terms if query.needs(term)] == ["report", "abuse", "child"]
    assert all(map(parse("who we are", "en").needs, parse("who we are", "en").terms))


@given(st.text(max_size=80), st.sampled_from(LANGUAGES))
def test_any_text_can_be_read_and_its_words_stand_where_they_are_said_to(text, language):
    query = parse(text, language)
    for term in query.terms:
        assert term.start < term.end <= len(query.text)
        assert any(character.isalnum() for character in query.text[term.start : term.end])


@pytest.mark.parametrize(
    "piece", ['"', "“”", "-", "-“", "a-", "NEAR(", "\0", "\ud800", "儿", "(a+)+$ ", "ab ", "\u0301"]
)
def test_a_hostile_query_is_read_at_once(piece):
    began = time.perf_counter()
    parse(piece * 10_000, "zh-Hans")
    assert time.perf_counter() - began < 0.1


def _said(group):
    return " ".join([group.kind, *(term.exact for term in group.terms)])
