"""Limit, offset, and the addresses of the next and the previous part."""

from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest

from cms.api.frame import Frame
from cms.api.parameters import Parameter, Parameters

LIMIT_MAX = 50
OFFSET_MAX = 100_000
LIMIT = Parameter(
    name="limit", kind="integer", description="How many rows at most.", minimum=1, maximum=LIMIT_MAX, default=20
)
PAGING = (
    replace(LIMIT, minimum=0, description="How many rows at most; with 0 there are only their number and counts."),
    Parameter(name="offset", kind="integer", description="How many rows to pass over.", maximum=OFFSET_MAX, default=0),
)


@dataclass(frozen=True)
class Part:
    """A part of a list: `limit` rows from `offset` on."""

    limit: int
    offset: int

    @property
    def window(self) -> slice:
        """The rows of this part."""
        return slice(self.offset, self.offset + self.limit)

    def meta(self, request: HttpRequest, frame: Frame, total: int) -> dict[str, Any]:
        """Return `{"total_count", "next", "previous"}`; absolute addresses or null.

        From beyond the end, `previous` leads to the last rows there are. A random order has no next part, and parts
        of no rows have no neighbours.
        """
        following = self.offset + self.limit
        before = max(min(self.offset, total) - self.limit, 0)
        has_next = self.limit and following < total and following <= OFFSET_MAX
        has_next = has_next and request.GET.get("order") != "random"
        return {
            "total_count": total,
            "next": self._address(request, frame, following) if has_next else None,
            "previous": self._address(request, frame, before) if self.offset and self.limit else None,
        }

    @staticmethod
    def _address(request: HttpRequest, frame: Frame, offset: int) -> str:
        query = request.GET.copy()
        query.pop("offset", None)
        if offset:
            query["offset"] = str(offset)
        encoded = query.urlencode(safe=",*()/")
        return f"{frame.base_url}{request.path}{'?' if encoded else ''}{encoded}"


def whole(total: int) -> dict[str, Any]:
    """Return the `meta` of a list that is always given whole: there is no other part."""
    return {"total_count": total, "next": None, "previous": None}


def part_of(query: Parameters) -> Part:
    """Return the part that `limit` and `offset` ask for."""
    return Part(limit=query.integer("limit"), offset=query.integer("offset"))
