"""Publishing, unpublishing, moving and deleting are one transaction each, with all that they cause (design/2 §3).

Wagtail writes the row, the log and what receivers write one after another; killed in between it leaves half. All
ways of publishing (editor, workflow, scheduler, code) end in the actions wrapped here. What they change in public is
told in the ledger when the outermost of them ends.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import transaction
from wagtail.actions.delete_page import DeletePageAction
from wagtail.actions.move_page import MovePageAction
from wagtail.actions.publish_revision import PublishRevisionAction
from wagtail.actions.unpublish import UnpublishAction
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Page

from cms.publishing import ledger
from cms.translation import shared, withdrawal

Execute = Callable[..., Any]


def _publish(execute: Execute) -> Execute:
    @wraps(execute)
    @transaction.atomic
    def one_transaction(action: Any, *args: Any, **kwargs: Any) -> Any:
        completed, pulled = shared.complete(action.revision), shared.pull(action.revision)
        if completed or pulled:
            action.object = action.revision.as_object()
        with ledger.gathering():
            return execute(action, *args, **kwargs)

    return one_transaction


def _unpublish(execute: Execute) -> Execute:
    @wraps(execute)
    @transaction.atomic
    def one_transaction(action: Any, *args: Any, **kwargs: Any) -> Any:
        with ledger.gathering(), withdrawal.keeping_if_asked(action.object):
            translations = withdrawal.published_translations(action.object)
            result = execute(action, *args, **kwargs)
            for translation in translations:
                kind = UnpublishPageAction if isinstance(translation, Page) else UnpublishAction
                options = {"set_expired": action.set_expired, "user": action.user, "log_action": action.log_action}
                kind(translation, **options).execute(skip_permission_checks=True)
            return result

    return one_transaction


def _unpublish_page(execute: Execute) -> Execute:
    @wraps(execute)
    @transaction.atomic
    def one_transaction(action: Any, *args: Any, **kwargs: Any) -> Any:
        with ledger.gathering(), withdrawal.keeping_if_asked(action.object):
            return execute(action, *args, **kwargs)

    return one_transaction


def _delete_page(execute: Execute) -> Execute:
    @wraps(execute)
    @transaction.atomic
    def one_transaction(action: Any, *args: Any, **kwargs: Any) -> Any:
        with ledger.gathering(), withdrawal.keeping_if_asked(action.page):
            doomed = withdrawal.with_descendants(action.page)
            result = execute(action, *args, **kwargs)
            withdrawal.delete_pages(doomed, action.user)
            return result

    return one_transaction


def _move(execute: Execute) -> Execute:
    @wraps(execute)
    @transaction.atomic
    def one_transaction(action: Any, *args: Any, **kwargs: Any) -> Any:
        with ledger.gathering():
            return execute(action, *args, **kwargs)

    return one_transaction


def connect() -> None:
    """Wrap the actions, once."""
    if hasattr(PublishRevisionAction.execute, "__wrapped__"):
        return
    PublishRevisionAction.execute = _publish(PublishRevisionAction.execute)
    UnpublishAction.execute = _unpublish(UnpublishAction.execute)
    UnpublishPageAction.execute = _unpublish_page(UnpublishPageAction.execute)
    DeletePageAction.execute = _delete_page(DeletePageAction.execute)
    MovePageAction.execute = _move(MovePageAction.execute)
