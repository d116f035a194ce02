"""The answers of one process: those asked for most recently, within a number of bytes."""

from cms.delivery.kept import KeptAnswer
from cms.publishing.recent import Recent

LARGEST_SHARE = 8
"""No answer takes more than this part of the memory."""


class Memory:
    """Answers by address. One that is no longer true stays until a newer one replaces it, for an outage."""

    def __init__(self, capacity: int) -> None:
        self.capacity = capacity
        self._answers: Recent[KeptAnswer] = Recent(capacity)

    @property
    def used(self) -> int:
        """Bytes of memory taken, roughly."""
        return self._answers.used

    def get(self, address: str) -> KeptAnswer | None:
        """Return the latest answer to an address."""
        return self._answers.get(address)

    def put(self, address: str, answer: KeptAnswer) -> None:
        """Keep an answer; forget those not asked for the longest."""
        if answer.size <= self.capacity // LARGEST_SHARE:
            self._answers.put(address, answer, answer.size + len(address))
