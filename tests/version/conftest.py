"""What the tests of the content version ask for."""

from collections.abc import Callable
from typing import Any

import pytest

from cms.publishing import ticks


@pytest.fixture
def raises(committed: None) -> Callable[[Callable[[], Any]], bool]:
    """Return a function that says whether an action raises the content version."""

    def check(action: Callable[[], Any]) -> bool:
        before = ticks.tick().number
        action()
        return ticks.tick().number > before

    return check
