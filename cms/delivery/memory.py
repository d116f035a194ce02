"""The answers of one process: those asked for most recently, within a number of bytes."""

from collections import OrderedDict
from threading import Lock

from cms.delivery.kept import KeptAnswer

LARGEST_SHARE = 8
"""No answer takes more than this part of the memory."""


class Memory:
    """Answers by address. One that is no longer true stays until a newer one replaces it, for an outage."""

    def __init__(self, capacity: int) -> None:
        self.capacity = capacity
        self.used = 0
        self._answers: OrderedDict[str, KeptAnswer] = OrderedDict()
        self._lock = Lock()

    def get(self, address: str) -> KeptAnswer | None:
        """Return the latest answer to an address."""
        with self._lock:
            answer = self._answers.get(address)
            if answer is not None:
                self._answers.move_to_end(address)
            return answer

    def put(self, address: str, answer: KeptAnswer) -> None:
        """Keep an answer; forget those not asked for the longest."""
        if answer.size > self.capacity // LARGEST_SHARE:
            return
        with self._lock:
            if (old := self._answers.pop(address, None)) is not None:
                self.used -= old.size + len(address)
            self._answers[address] = answer
            self.used += answer.size + len(address)
            while self.used > self.capacity:
                gone, oldest = self._answers.popitem(last=False)
                self.used -= oldest.size + len(gone)
