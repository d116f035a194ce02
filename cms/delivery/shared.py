"""The answers that processes share through Redis (`cms.delivery.redis`)."""

import hashlib
from functools import cached_property
from pathlib import Path

from django.conf import settings
from django.core.cache import caches

from cms.delivery.kept import KeptAnswer, unpacked

ALIAS = "answers"
LONGEST = 24 * 60 * 60
"""Seconds that an answer stays in Redis at most."""


class Shared:
    """Answers of all processes. Without `REDIS_URL` there are none."""

    @cached_property
    def _release(self) -> str:
        """A hash of our code: another release may answer otherwise at the same content version."""
        digest = hashlib.sha256()
        for name in ("cms", "home", "library", "press"):
            for path in sorted(Path(settings.BASE_DIR, name).rglob("*.py")):
                digest.update(path.read_bytes())
        return digest.hexdigest()[:16]

    def _key(self, address: str, number: int) -> str:
        return f"{self._release}:{number}:{hashlib.sha256(address.encode(errors='surrogatepass')).hexdigest()}"

    def get(self, address: str, number: int) -> KeptAnswer | None:
        """Return the answer to an address at a content version."""
        if ALIAS not in settings.CACHES:
            return None
        return unpacked(caches[ALIAS].get(self._key(address, number)))

    def put(self, address: str, answer: KeptAnswer) -> None:
        """Let other processes have an answer."""
        if ALIAS in settings.CACHES:
            caches[ALIAS].set(self._key(address, answer.number), answer.packed(), LONGEST)
