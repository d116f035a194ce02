"""A page that was never published."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from cms.publishing import clock
from tests import factories as make

from . import world as worlds


@pytest.mark.django_db
def test_a_draft_is_nowhere_nor_is_one_that_is_scheduled_or_that_a_late_scheduler_forgot(api: Any) -> None:
    """S1, S2, S3: a dead scheduler never publishes late content by itself."""
    world = worlds.build(draft=True)
    worlds.assert_hidden(api, world)
    assert worlds.counts(api) == {"topic": 0, "country": 0}
    page = make.fresh(world.secret)
    page.go_live_at = datetime.now(UTC) + timedelta(days=3)
    page.save_revision().publish()
    worlds.assert_hidden(api, world)
    with clock.at(page.go_live_at + timedelta(days=1)):
        worlds.assert_hidden(api, world)
