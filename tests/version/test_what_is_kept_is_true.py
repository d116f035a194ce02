"""What a process keeps holds for one content version, until the next moment at which something changes by itself."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction

from cms.publishing import clock, moments, ticks, version
from cms.publishing.models import Embargo
from cms.taxonomy.models import Topic
from tests import factories as make

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
FAR = datetime(2090, 6, 1, 12, tzinfo=UTC)


def counter():
    """Return a maker that says how often it was called."""
    calls = []

    def made():
        calls.append(None)
        return len(calls)

    return made


def asked(made, moment=NOON):
    with clock.at(moment), version.during(ticks.tick()):
        return version.kept("key", made)


@pytest.mark.both_databases
def test_a_value_is_made_once_for_a_version(committed, keeping):
    made = counter()
    assert [asked(made), asked(made)] == [1, 1]
    make.topic("new")
    assert [asked(made), asked(made)] == [2, 2]


def test_a_value_that_many_ask_for_at_once_is_made_once(committed, keeping):
    made, tick = counter(), ticks.tick()

    def slow():
        time.sleep(0.05)
        return made()

    def asks():
        with version.during(tick):
            return version.kept("key", slow)

    with version.during(tick):
        version.kept("another", made)
    assert version.generation(tick).changes_at is None  # asked here, so that the threads need no database
    with ThreadPoolExecutor(4) as threads:
        assert [one.result() for one in [threads.submit(asks) for _time in range(4)]] == [2, 2, 2, 2]


def test_what_could_not_be_made_is_made_for_the_next(committed, keeping):
    with pytest.raises(ZeroDivisionError):
        asked(lambda: 1 // 0)
    assert asked(counter()) == 1


@pytest.mark.both_databases
def test_a_value_ends_at_the_next_moment_and_not_before(committed, keeping):
    make.standard()
    Embargo.objects.create(translation_key=make.home().translation_key, until=NOON + timedelta(hours=1))
    made = counter()
    assert [asked(made), asked(made, NOON + timedelta(minutes=59))] == [1, 1]
    assert asked(made, NOON + timedelta(hours=1)) == 2


def test_a_value_ends_with_the_dates_that_were_met_while_it_was_made(committed, keeping):
    made, moment = counter(), NOON + timedelta(days=1)

    def dated():
        version.reached(moment + timedelta(hours=2), version.current().now)
        return made()

    assert [asked(dated, moment), asked(dated, moment + timedelta(hours=1))] == [1, 1]
    with clock.at(moment), version.during(ticks.tick()) as scope:
        version.kept("key", dated)
    assert scope.changes_at == moment + timedelta(hours=2)
    assert asked(dated, moment + timedelta(hours=2)) == 2


def test_nothing_is_kept_in_a_transaction_and_outside_of_an_answer(committed, keeping):
    made = counter()
    assert [version.kept("key", made), version.kept("key", made)] == [1, 2]
    with transaction.atomic():
        assert [asked(made), asked(made)] == [3, 4]


def test_what_is_made_at_an_older_version_is_not_shown_at_a_newer_one(committed, keeping):
    made = counter()
    with version.during(ticks.tick()):

        def slow():
            Topic.objects.create(code="meanwhile", labels={"en": "Meanwhile"})
            with version.during(ticks.tick()):
                assert version.kept("key", made) == 1
            return "old"

        assert version.kept("key", slow) == "old"
    assert asked(made, datetime.now(UTC)) == 1


@pytest.mark.both_databases
def test_the_next_moment_is_the_first_of_all_dates(committed):
    assert moments.next_after(FAR) is None
    make.helpline("asks", verified_on=date(2090, 1, 1))
    assert moments.next_after(FAR) == datetime(2090, 7, 1, tzinfo=UTC)
    make.image(consent_expires=date(2090, 6, 20))
    assert moments.next_after(FAR) == datetime(2090, 6, 21, tzinfo=UTC)
    make.announcement("open", starts_at=FAR, ends_at=FAR + timedelta(days=2))
    assert moments.next_after(FAR) == FAR + timedelta(days=2)
    page = make.standard(expire_at=FAR + timedelta(days=1))
    assert moments.next_after(FAR) == page.expire_at
    assert moments.next_after(FAR + timedelta(days=700)) is None
