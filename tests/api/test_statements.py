"""Compiled statements find what the ORM finds, and bare objects hold only what was loaded."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from wagtail.models import Page

from cms.api import loading
from cms.api.statements import SIZES, Joined, Part, rows, together
from cms.languages.models import TranslationState
from cms.pages.rows import LOADED_ROWS
from cms.publishing.recent import Recent
from cms.taxonomy.models import Country
from library.models import PublicationPage
from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
SOME = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
CODES = [f"{first}{second}" for first in "QXZ" for second in "ABCDEFGHIJ"]


def by_codes(codes: list[str]) -> Any:
    return Country.objects.filter(code__in=codes).order_by("code").values_list("code", "labels")


@SOME
@given(asked=some.lists(some.sampled_from([*CODES, "--"]), max_size=70))
def test_a_statement_finds_what_the_orm_finds_for_a_list_of_any_length(asked: list[str]) -> None:
    Country.objects.bulk_create(
        [Country(code=code, labels={"en": code.lower()}) for code in CODES[::2]], ignore_conflicts=True
    )
    found = [tuple(row) for row in rows("countries", by_codes, asked)]
    assert found == list(by_codes(asked))


def test_a_list_longer_than_the_longest_statement_is_asked_for_in_parts(query_count: Any) -> None:
    page = make.standard()
    pks = [*range(10_000_000, 10_000_000 + SIZES[-1]), page.pk]

    def build(values: list[int]) -> Any:
        return Page.objects.filter(pk__in=values).values_list("pk", "translation_key", "first_published_at")

    with query_count() as queries:
        found = rows("pages", build, pks)
    assert len(queries) == 2
    assert [tuple(row) for row in found] == [(page.pk, page.translation_key, page.first_published_at)]


def test_a_condition_that_nothing_can_meet_takes_no_query(query_count: Any) -> None:
    with query_count() as queries:
        assert rows("none", lambda values: Page.objects.none().values_list("pk"), [1]) == []
        assert rows("empty", by_codes, []) == []
    assert len(queries) == 0


def test_several_querysets_are_asked_for_by_one_query(query_count: Any) -> None:
    first, second = make.standard("First"), make.standard("Second", slug="second")

    def named(values: list[int]) -> Any:
        return Page.objects.filter(pk__in=values).values_list("pk", "translation_key")

    def addressed(values: list[str]) -> Any:
        return Page.objects.filter(slug__in=values).values_list("pk", "translation_key")

    def last(_values: list[Any]) -> Any:
        return Page.objects.order_by("-pk").values_list("pk", "translation_key")[:1]

    parts = [
        Part("named", named, (first.pk, second.pk)),
        Part("nothing", lambda values: named(values).none(), (1,)),
        Part("addressed", addressed, ("second", "third")),
        Part("last", last),
    ]
    with query_count() as queries:
        found = together(parts)
    assert len(queries) == 1
    assert sorted(row[0] for row in found[0]) == [first.pk, second.pk]
    assert found[1] == []
    assert [tuple(row) for row in found[2]] == [(second.pk, second.translation_key)]
    assert [row[0] for row in found[3]] == [second.pk]


def test_columns_beside_a_queryset_are_converted_too() -> None:
    page = make.standard()
    moment = datetime(2026, 3, 4, 5, 6, tzinfo=UTC)
    make.state(page, updated_at=moment)
    joined = Joined(
        lambda sql: (
            f"SELECT p.*, t.is_source, t.updated_at FROM ({sql}) p"  # noqa: S608
            " JOIN cms_translationstate t ON t.translation_key = p.translation_key"
        ),
        TranslationState.objects.values_list("is_source", "updated_at"),
    )

    def build(keys: list[UUID]) -> Any:
        return Page.objects.filter(translation_key__in=keys).values_list("translation_key", "pk")

    [row] = rows("joined", build, [page.translation_key], joined)
    assert tuple(row) == (page.translation_key, page.pk, True, moment)


def test_bare_pages_hold_their_rows_in_order_and_give_nothing_that_was_not_loaded() -> None:
    topics = [make.topic(code) for code in ("zebra", "ant", "moose")]
    page = make.publication(topics=topics, files=[("es", "https://example.org/es.pdf"), ("en", make.document())])
    found = loading.pages(
        {page.pk: page.content_type_id}, {PublicationPage: frozenset({"title", "topics", "files", "languages"})}
    )[page.pk]
    stored = PublicationPage.objects.get(pk=page.pk)
    loaded = found.__dict__[LOADED_ROWS]
    assert [row.topic_id for row in loaded["topic_rows"]] == [topic.pk for topic in topics]
    assert [(row.language, row.document_id, row.external_url) for row in loaded["files"]] == [
        (row.language, row.document_id, row.external_url) for row in stored.files.all()
    ]
    assert (found.pk, found.title, found.translation_key) == (page.pk, page.title, page.translation_key)
    assert found.card_date() == stored.card_date()
    with pytest.raises(AttributeError):
        _ = found.body


def test_what_is_asked_for_recently_is_kept_within_a_budget() -> None:
    recent: Recent[str] = Recent(10)
    for number in range(5):
        recent.put(number, f"value {number}", size=4)
        assert recent.used <= 10
        assert recent.get(0) == "value 0", "asked for again each time"
    assert recent.get(4) == "value 4"
    assert [recent.get(number) for number in (1, 2, 3)] == [None] * 3
    recent.put("large", "alone", size=11)
    assert recent.get("large") == "alone"
    assert recent.get(0) is None
