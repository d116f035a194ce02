"""Values that were asked for recently, within a budget."""

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Recent(Generic[Value]):
    """Keeps values by key; those not asked for the longest go first when their sizes exceed the budget together."""

    def __init__(self, budget: int) -> None:
        self.budget = budget
        self.used = 0
        self._values: OrderedDict[Hashable, tuple[Value, int]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable) -> Value | None:
        """Return the value of a key, if it is kept."""
        with self._lock:
            found = self._values.get(key)
            if found is None:
                return None
            self._values.move_to_end(key)
            return found[0]

    def put(self, key: Hashable, value: Value, size: int = 1) -> None:
        """Keep a value of this size. The newest is always kept."""
        with self._lock:
            if (old := self._values.pop(key, None)) is not None:
                self.used -= old[1]
            self._values[key] = value, size
            self.used += size
            while self.used > self.budget and len(self._values) > 1:
                self.used -= self._values.popitem(last=False)[1][1]
