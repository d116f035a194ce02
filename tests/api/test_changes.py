"""`changes/`: a copy that follows it holds what is public, and nothing else ever (design/4)."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection, transaction
from wagtail.models import Page, PageViewRestriction

from cms.api.endpoints import changes
from cms.languages.models import LocaleProfile
from cms.publishing import clock, ledger
from cms.publishing.embargo import set_embargo
from cms.publishing.models import Embargo, ToldPage
from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
NOW = datetime.now(UTC).replace(microsecond=0)
LATER = NOW + timedelta(days=3)


class Copy:
    """A client that keeps a copy by asking for changes."""

    def __init__(self, api: Any) -> None:
        self.api = api
        self.cursor = api.get("changes/?since=now").data["meta"]["cursor"]

    def told(self, **query: Any) -> list[tuple[str, int]]:
        """Return what happened since the last time, as pairs of action and id."""
        answer = self.api.get("changes/", since=self.cursor, **query)
        assert answer.status == 200, answer.data
        self.cursor = answer.data["meta"]["cursor"]
        return [(row["action"], row["id"]) for row in answer.data["items"]]


@pytest.fixture
def copy(api: Any) -> Copy:
    ledger.reconcile()
    return Copy(api)


def restrict(page: Any) -> PageViewRestriction:
    return PageViewRestriction.objects.create(
        page=Page.objects.get(pk=page.pk), restriction_type=PageViewRestriction.LOGIN
    )


def rows(page: Any) -> Any:
    return Page.objects.filter(pk=page.pk)


def test_a_change_says_enough_to_fetch_it_and_a_tombstone_no_more_than_what_is_gone(api: Any, copy: Copy) -> None:
    page = make.standard("About", slug="about")
    answer = api.get("changes/", since=copy.cursor).data
    about = {
        "id": page.pk,
        "type": "home.StandardPage",
        "locale": "en",
        "translation_key": str(page.translation_key),
    }
    at = answer["items"][0].pop("at")
    assert datetime.fromisoformat(at).tzinfo
    assert answer["items"] == [
        {
            "action": "published",
            **about,
            "html_url": "http://testserver/en/about/",
            "detail_url": f"http://testserver/api/v2/pages/{page.pk}/",
        }
    ]
    assert {name: answer["meta"][name] for name in ("total_count", "next", "previous")} == {
        "total_count": 1, "next": None, "previous": None,
    }  # fmt: skip
    make.fresh(page).unpublish()
    answer = api.get("changes/", since=answer["meta"]["cursor"]).data
    assert answer["items"] == [{"action": "withdrawn", **about}]


def test_publishing_changing_and_withdrawing_are_told_once_each(copy: Copy) -> None:
    page = make.standard()
    assert copy.told() == [("published", page.pk)]
    assert copy.told() == []
    make.publish(page)
    assert copy.told() == [("changed", page.pk)]
    make.fresh(page).unpublish()
    assert copy.told() == [("withdrawn", page.pk)]
    make.publish(make.fresh(page))
    make.publish(make.fresh(page))
    assert copy.told() == [("published", page.pk)], "who was told of neither is told of what is news to them"
    make.fresh(page).delete()
    assert copy.told() == [("withdrawn", page.pk)]


def test_a_draft_is_never_told(copy: Copy) -> None:
    page = make.standard()
    copy.told()
    page.title = "A draft"
    page.save_revision()
    make.standard(draft=True)
    make.translated(page, "es", draft=True, title="Borrador")
    page.go_live_at = LATER
    page.save_revision().publish()
    ledger.reconcile()
    assert copy.told() == []


def test_what_was_never_public_leaves_no_trace_however_it_goes(copy: Copy) -> None:
    branch = make.portal("Private")
    restrict(branch)
    copy.told()
    page = make.section("Never", parent=branch)
    twin = make.fresh(page).copy(to=make.home(), update_attrs={"slug": "twin"}, keep_live=True)
    alias = Page.objects.get(pk=page.pk).create_alias(parent=Page.objects.get(pk=make.home().pk), update_slug="alias")
    late = make.standard(draft=True)
    Embargo.objects.create(translation_key=late.translation_key, until=LATER)
    make.publish(make.fresh(late))
    for gone in (alias, twin, late):
        Page.objects.get(pk=gone.pk).delete()
    make.fresh(page).unpublish()
    assert copy.told() == []
    assert not ToldPage.objects.filter(pk__in=[page.pk, twin.pk, alias.pk, late.pk]).exists()


CLOSED: dict[str, Callable[[Any], Any]] = {
    "unpublished": lambda branch: make.fresh(branch).unpublish(),
    "deleted": lambda branch: make.fresh(branch).delete(),
    "restricted": restrict,
    "embargoed": lambda branch: set_embargo(branch, LATER),
}


@pytest.mark.parametrize("way", CLOSED)
def test_closing_a_branch_withdraws_all_that_hangs_on_it_in_the_same_transaction(way: str, copy: Copy) -> None:
    """Descendants, their translations below the closed translation, and aliases elsewhere."""
    branch = make.portal("Branch")
    inner = make.section("Inner", parent=branch)
    twin = make.translated(branch, "es", title="Rama")
    inner_twin = make.translated(inner, "es", title="Dentro")
    alias = Page.objects.get(pk=inner.pk).create_alias(parent=Page.objects.get(pk=make.home().pk), update_slug="alias")
    ledger.reconcile()
    copy.told()
    with transaction.atomic():
        CLOSED[way](branch)
        told = copy.told()
    gone = {branch.pk, inner.pk, twin.pk}
    gone |= {inner_twin.pk} if way != "unpublished" else set()
    assert gone <= {pk for action, pk in told if action == "withdrawn"}
    assert set(told) >= {("withdrawn", alias.pk)} or way == "deleted"
    ledger.reconcile()
    assert {pk for _action, pk in copy.told()} <= {alias.pk}


def test_opening_a_branch_tells_of_all_in_it_in_tree_order(copy: Copy) -> None:
    branch = make.portal("Branch")
    restriction = restrict(branch)
    inner = make.section("Inner", parent=branch)
    copy.told()
    restriction.delete()
    assert copy.told() == [("published", branch.pk), ("published", inner.pk)]


def test_a_move_and_a_new_slug_are_changes_of_all_below(copy: Copy) -> None:
    branch, other = make.portal("Branch"), make.standard("Other")
    inner = make.section("Inner", parent=branch)
    copy.told()
    branch = make.fresh(branch)
    branch.slug = "renamed"
    make.publish(branch)
    assert copy.told() == [("changed", branch.pk), ("changed", inner.pk)]
    Page.objects.get(pk=branch.pk).move(Page.objects.get(pk=other.pk), pos="last-child")
    assert copy.told() == [("changed", branch.pk), ("changed", inner.pk)]


def test_a_translation_changes_its_group_and_an_alias_follows_its_source(copy: Copy) -> None:
    page = make.standard()
    alias = Page.objects.get(pk=page.pk).create_alias(parent=Page.objects.get(pk=make.home().pk), update_slug="alias")
    ledger.reconcile()
    copy.told()
    twin = make.translated(page, "es", title="Sobre nosotros")
    assert set(copy.told()) == {("changed", page.pk), ("published", twin.pk), ("changed", alias.pk)}
    make.publish(make.fresh(page))
    assert set(copy.told()) == {("changed", page.pk), ("changed", twin.pk), ("changed", alias.pk)}
    make.fresh(twin).unpublish()
    assert set(copy.told()) == {("changed", page.pk), ("withdrawn", twin.pk), ("changed", alias.pk)}


def test_a_language_that_opens_or_closes_is_told(api: Any, copy: Copy) -> None:
    twin = make.translated(make.standard(), "es", title="Sobre nosotros")
    copy.told()
    profile = LocaleProfile.objects.get(locale=make.locale("es"))
    profile.launched = False
    profile.save()
    assert ("withdrawn", twin.pk) in copy.told(limit=50)
    assert api.get("changes/?since=now&locale=es").status == 400
    profile.launched = True
    profile.save()
    assert ("published", twin.pk) in copy.told(limit=50)


def test_time_and_sql_are_told_by_the_next_round(copy: Copy) -> None:
    expiring, waiting, embargoed, edited, unlive = (make.standard(f"Page {number}") for number in range(5))
    rows(waiting).update(go_live_at=LATER)
    Embargo.objects.create(translation_key=embargoed.translation_key, until=LATER)
    ledger.reconcile()
    copy.told()
    rows(expiring).update(expire_at=LATER)
    rows(edited).update(title="By SQL")
    rows(unlive).update(live=False)
    with clock.at(LATER):
        call_command("keep_ledger")
        assert set(copy.told()) == {
            ("withdrawn", expiring.pk), ("published", waiting.pk), ("published", embargoed.pk),
            ("changed", edited.pk), ("withdrawn", unlive.pk),
        }  # fmt: skip
        call_command("keep_ledger")
        assert copy.told() == []


def test_what_is_hidden_now_is_a_tombstone_though_the_ledger_was_not_told(copy: Copy) -> None:
    """L10: expiry is decided when somebody asks."""
    page = make.standard()
    rows(page).update(expire_at=LATER)
    with clock.at(LATER):
        assert copy.told() == [("withdrawn", page.pk)]


def test_parts_follow_one_another_without_a_gap_and_filters_narrow_them(api: Any, copy: Copy, problem: Any) -> None:
    pages = [make.standard(f"Page {number}") for number in range(5)]
    twin = make.translated(pages[0], "es", title="Uno")
    release = make.release()
    start, found = copy.cursor, []
    answer = api.get("changes/", since=start, limit=2).data
    assert answer["meta"]["total_count"] == 7
    while True:
        found += [row["id"] for row in answer["items"]]
        if answer["meta"]["next"] is None:
            break
        assert answer["meta"]["cursor"] in answer["meta"]["next"]
        answer = api.get(answer["meta"]["next"].removeprefix("http://testserver")).data
    assert sorted(found) == sorted(page.pk for page in [*pages, twin, release])
    assert answer["meta"]["cursor"] == Copy(api).cursor
    spanish = api.get("changes/", since=start, locale="es").data
    assert [row["id"] for row in spanish["items"]] == [twin.pk]
    assert spanish["meta"]["cursor"] == Copy(api).cursor
    releases = api.get("changes/", since=start, type="press.PressReleasePage").data
    assert [row["id"] for row in releases["items"]] == [release.pk]
    problem(api.get("changes/", since=start, type="press.PressRelease"), 400, "type")
    problem(api.get("changes/", since=start, offset=1), 400, "offset")


@pytest.mark.parametrize("since", ["", "0", "NOW", "Yw", "YzE=", "YzAx", "é", "YzF4", "a" * 400])
def test_a_cursor_that_never_was_one_is_refused(since: str, api: Any, problem: Any) -> None:
    problem(api.get("changes/", since=since), 400, "since")
    problem(api.get("changes/"), 400, "since")


def test_an_old_cursor_is_gone_with_advice_whether_or_not_old_entries_are_dropped(
    api: Any, copy: Copy, problem: Any
) -> None:
    page = make.standard()
    make.fresh(page).unpublish()
    before, after = copy.cursor, Copy(api).cursor
    moment = ToldPage.objects.get(pk=page.pk).at
    with clock.at(moment + ledger.KEPT - timedelta(seconds=1)):
        assert copy.told() == [("withdrawn", page.pk)]
    with clock.at(moment + ledger.KEPT):
        for _round in range(2):
            assert "since=now" in problem(api.get("changes/", since=before), 410)["detail"]
            assert api.get("changes/", since=after).data["items"] == []
            call_command("keep_ledger")
        assert not ToldPage.objects.filter(pk=page.pk).exists()
    ahead = changes.written(ledger.latest().number + 1)
    problem(api.get("changes/", since=ahead), 410)


def test_an_answer_stays_the_same_until_something_changes(api: Any, copy: Copy) -> None:
    first = api.get("changes/", since=copy.cursor).response
    again = api.get("changes/", since=copy.cursor).response
    assert first["ETag"] == again["ETag"]


def test_the_number_of_queries_is_constant_and_none_of_them_writes(api: Any, copy: Copy, query_count: Any) -> None:
    def count() -> int:
        with query_count() as queries:
            assert api.get("changes/", since=copy.cursor, limit=50).status == 200
        assert all(query["sql"].startswith("SELECT") for query in queries)
        return len(queries)

    make.standard()
    count()
    few = count()
    for number in range(8):
        make.standard(f"Page {number}")
    assert count() == few <= 8


def test_a_publish_costs_as_many_queries_however_many_pages_there_are(query_count: Any) -> None:
    page = make.standard()

    def count() -> int:
        with query_count() as queries:
            ledger.settle(ledger.Scope(pks={page.pk}))
        return len(queries)

    few = count()
    for number in range(5):
        make.standard(f"Page {number}")
    assert count() == few <= 14


def in_another_session(action: Callable[[], Any]) -> Any:
    """Return what an action gives in a thread with a connection of its own that waits for no lock."""
    given: list[Any] = []

    def work() -> None:
        try:
            with connection.cursor() as cursor:
                waiting = (
                    "SET lock_timeout = '100ms'" if connection.vendor == "postgresql" else "PRAGMA busy_timeout = 0"
                )
                cursor.execute(waiting)
            given.append(action())
        except OperationalError as error:
            given.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=work)
    thread.start()
    thread.join(timeout=60)
    return given[0]


@pytest.mark.django_db(transaction=True)
def test_numbers_become_visible_in_their_order() -> None:
    """Who comes second cannot take a number before the first one's is there for all to see."""
    ledger.reconcile()
    first, second = make.standard(), make.standard()
    before = ledger.latest().number
    rows(first).update(title="First")
    rows(second).update(title="Second")

    def settle(page: Any) -> int:
        ledger.settle(ledger.Scope(pks={page.pk}))
        return ToldPage.objects.get(pk=page.pk).number

    with transaction.atomic():
        assert settle(first) == before + 1
        assert isinstance(in_another_session(lambda: settle(second)), OperationalError)
        assert in_another_session(lambda: ledger.latest().number) == before
        assert in_another_session(lambda: ledger.entries(before, before + 9).count()) == 0
    assert in_another_session(lambda: settle(second)) == before + 2
