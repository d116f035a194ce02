"""A kept answer costs one query, and changes as soon as anything that it depends on does."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from cms.publishing import clock
from cms.publishing.embargo import set_embargo
from home.models import StandardPage
from tests import factories as make

pytestmark = [pytest.mark.usefixtures("committed", "keeping"), pytest.mark.both_databases]
NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)
LATER = datetime(2027, 3, 1, 12, tzinfo=UTC)


def ask(client, address, **headers):
    return client.get(f"/api/v2/{address}", headers=headers)


def test_a_hot_address_costs_one_query_and_gives_the_same_bytes(client):
    make.standard()
    fresh = ask(client, "pages/?limit=5")
    with CaptureQueriesContext(connection) as queries:
        hot = ask(client, "pages/?limit=5")
    assert len(queries) == 1
    assert (hot.content, hot.headers) == (fresh.content, fresh.headers)
    assert "Cache-Status" not in hot


def test_head_and_conditional_requests_are_answered_from_the_same_answer(client):
    fresh = ask(client, "site/")
    with CaptureQueriesContext(connection) as queries:
        head = client.head("/api/v2/site/")
        known = [ask(client, "site/", If_None_Match=tag) for tag in (fresh["ETag"], f'"x", W/{fresh["ETag"]}', "*")]
        other = ask(client, "site/", If_None_Match='"other"')
    assert len(queries) == 5
    assert (head.status_code, head.content, head["Content-Length"]) == (200, b"", str(len(fresh.content)))
    assert {(answer.status_code, answer.content, answer["ETag"]) for answer in known} == {(304, b"", fresh["ETag"])}
    assert other.content == fresh.content


def test_sessions_and_cookies_are_not_read(client):
    ask(client, "site/")
    client.cookies["sessionid"] = "somebody"
    with CaptureQueriesContext(connection) as queries:
        answer = ask(client, "site/")
    assert len(queries) == 1
    assert not answer.cookies


def test_what_must_not_be_stored_is_made_anew(client):
    page = make.standard()
    for address in ("pages/?order=random", "nothing/", f"pages/{page.pk + 1000}/"):
        assert ask(client, address)["Cache-Control"] == "no-store"
    first = ask(client, f"pages/{page.pk + 1000}/")
    assert first.status_code == ask(client, f"pages/{page.pk + 1000}/").status_code == 404


def test_each_process_sees_what_another_one_wrote():
    page = make.standard("Before")
    clients = [Client(), Client()]
    address = f"pages/{page.pk}/"
    assert {ask(client, address).json()["title"] for client in clients} == {"Before"}
    Page.objects.filter(pk=page.pk).update(title="After")
    assert {ask(client, address).json()["title"] for client in clients} == {"After"}


def test_a_draft_changes_nothing_and_its_publication_does(client):
    page = make.standard("Before")
    ask(client, f"pages/{page.pk}/")
    page.title = "After"
    revision = page.save_revision()
    with CaptureQueriesContext(connection) as queries:
        assert ask(client, f"pages/{page.pk}/").json()["title"] == "Before"
    assert len(queries) == 1
    revision.publish()
    assert ask(client, f"pages/{page.pk}/").json()["title"] == "After"
    make.fresh(page).unpublish()
    assert ask(client, f"pages/{page.pk}/").status_code == 404


def test_an_answer_changes_at_the_moment_of_release_and_expiry_without_a_write(client):
    page = make.standard("Timed")
    day = timedelta(days=1)
    StandardPage.objects.filter(pk=page.pk).update(go_live_at=NOON, expire_at=NOON + day)
    found = []
    for moment in (NOON - day, NOON - timedelta(seconds=1), NOON, NOON + timedelta(hours=23), NOON + day):
        with clock.at(moment):
            found.append(ask(client, f"pages/?title=Timed&limit={1}").json()["meta"]["total_count"])
    assert found == [0, 0, 1, 1, 0]
    with clock.at(NOON + day), CaptureQueriesContext(connection) as queries:
        ask(client, "pages/?title=Timed&limit=1")
    assert len(queries) == 1


def test_an_answer_changes_when_an_embargo_ends(client):
    page = make.standard("Secret")
    set_embargo(page, NOON)
    statuses = []
    for moment in (NOON - timedelta(hours=2), NOON - timedelta(hours=1), NOON):
        with clock.at(moment):
            statuses.append(ask(client, f"pages/?title={page.title}").json()["meta"]["total_count"])
    assert statuses == [0, 0, 1]


def test_a_banner_comes_and_goes_in_a_kept_answer(client):
    make.announcement("open-day", starts_at=NOON, ends_at=NOON + timedelta(days=1))
    shown = []
    for hours in (-2, -1, 0, 1, 24):
        with clock.at(NOON + timedelta(hours=hours)):
            shown.append("open-day" in [row["text"] for row in ask(client, "site/").json()["banners"]])
    assert shown == [False, False, True, True, False]


def test_a_helpline_grows_stale_in_a_kept_answer(client):
    make.helpline("asks", verified_on=date(2026, 6, 1))
    stale = []
    for day in (27, 28, 29):
        with clock.at(datetime(2026, 11, day, 12, tzinfo=UTC)):
            rows = ask(client, "helplines/").json()["items"]
            stale.extend(row["stale"] for row in rows if row["code"] == "asks")
    assert stale == [False, False, True]


def test_a_date_inside_a_stream_ends_only_the_answer_that_holds_it(client):
    home, plain = make.home(), make.standard("Plain")
    home.body = [make.block("card", {"title": "Soon", "show_from": LATER.isoformat()})]
    make.publish(home)
    shown, queries_for_plain = [], []
    for hours in (-2, -1, 0):
        with clock.at(LATER + timedelta(hours=hours)):
            shown.append(b"Soon" in ask(client, f"pages/{home.pk}/").content)
            with CaptureQueriesContext(connection) as queries:
                ask(client, f"pages/{plain.pk}/")
            queries_for_plain.append(len(queries))
    assert shown == [False, False, True]
    assert queries_for_plain[1:] == [1, 1]


def test_rows_written_by_sql_are_seen_at_once(client):
    page = make.standard("Before")
    ask(client, f"pages/{page.pk}/")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE wagtailcore_page SET title = 'By hand' WHERE id = %s", [page.pk])
    assert ask(client, f"pages/{page.pk}/").json()["title"] == "By hand"
