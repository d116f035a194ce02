"""A copy of a private page stays private (research L9).

Wagtail copies a page's own restrictions but forgets those it inherits, so that a copy in a public branch is
public at once. Every way of copying ends in `CopyPageAction.execute`, which is wrapped here once.
"""

from functools import wraps
from typing import Any

from django.db import transaction
from wagtail.actions.copy_page import CopyPageAction
from wagtail.models import Page, PageViewRestriction

from cms.publishing import ledger


def keep_private(source: Page, copy: Page) -> None:
    """Put the restrictions that hold for `source` on a copy for which none hold."""
    if copy.get_view_restrictions().exists():
        return
    for restriction in source.get_view_restrictions():
        own = PageViewRestriction.objects.create(
            page=copy, restriction_type=restriction.restriction_type, password=restriction.password
        )
        own.groups.set(restriction.groups.all())


def connect() -> None:
    """Wrap the action."""
    stock = CopyPageAction.execute
    if hasattr(stock, "__wrapped__"):
        return

    @wraps(stock)
    def execute(self: CopyPageAction, *args: Any, **kwargs: Any) -> Any:
        with transaction.atomic(), ledger.gathering():
            copy = stock(self, *args, **kwargs)
            keep_private(self.page, copy)
        return copy

    CopyPageAction.execute = execute
