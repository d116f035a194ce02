"""Whatever write a process dies before, the kept answers are those that a new process would make."""

import itertools

import pytest
from django.test import Client

from tests import factories as make
from tests.version.crashes import killed_at

pytestmark = [pytest.mark.usefixtures("committed", "keeping"), pytest.mark.both_databases]
MOST_WRITES = 60


def published(page, number):
    page = make.fresh(page)
    page.title = page.intro = f"Edition {number}"
    page.save_revision().publish()


def withdrawn(page, number):
    make.fresh(page).unpublish()


@pytest.mark.parametrize("action", [published, withdrawn])
def test_a_process_killed_before_any_write_leaves_no_stale_answer(action):
    page = make.standard("Edition", intro="Edition")
    address = f"/api/v2/pages/{page.pk}/"
    keeping = Client()
    deaths = 0
    for number in itertools.count():
        keeping.get(address)
        died = killed_at(lambda number=number: action(page, number), number)
        answer = keeping.get(address)
        assert answer.content == Client().get(address).content, number
        body = answer.json()
        assert answer.status_code == 404 or body["title"] == body["intro"], "half an answer"
        deaths += died
        if not died or answer.status_code == 404:
            break
        assert number < MOST_WRITES
    assert deaths > 3
