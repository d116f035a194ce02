"""Limit, offset, and the addresses of the next and the previous part."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet, Window
from django.http import HttpRequest

from cms.api.frame import Frame
from cms.api.parameters import Parameter, Parameters

LIMIT_MAX = 50
OFFSET_MAX = 100_000
PAGING = (
    Parameter(
        name="limit", kind="integer", description="How many rows at most.", minimum=1, maximum=LIMIT_MAX, default=20
    ),
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
        """Return `{"total_count", "next", "previous"}`; absolute addresses or null."""
        following = self.offset + self.limit
        has_next = following < total and following <= OFFSET_MAX
        return {
            "total_count": total,
            "next": self._address(request, frame, following) if has_next else None,
            "previous": self._address(request, frame, max(self.offset - self.limit, 0)) if self.offset else None,
        }

    @staticmethod
    def _address(request: HttpRequest, frame: Frame, offset: int) -> str:
        query = request.GET.copy()
        query.pop("offset", None)
        if offset:
            query["offset"] = str(offset)
        encoded = query.urlencode(safe=",*()/")
        return f"{frame.base_url}{request.path}{'?' if encoded else ''}{encoded}"


def counted(pages: QuerySet[Any], part: Part) -> tuple[int, dict[int, int]]:
    """Return how many pages there are, and of one part the primary keys with their content types. One query."""
    numbered = pages.annotate(total_rows=Window(Count("pk")))
    rows = list(numbered.values_list("pk", "content_type_id", "total_rows")[part.window])
    if not rows and part.offset:
        return pages.count(), {}
    return (rows[0][2] if rows else 0), {pk: type_id for pk, type_id, _total in rows}


def part_of(query: Parameters) -> Part:
    """Return the part that `limit` and `offset` ask for."""
    return Part(limit=query.integer("limit"), offset=query.integer("offset"))
