"""Setting and lifting an embargo: one row for the whole translation group, every change in the log."""

from datetime import datetime
from typing import Any

from django.db import transaction
from wagtail.log_actions import log

from cms.publishing.models import Embargo

SET = "cms.embargo.set"
LIFTED = "cms.embargo.lifted"


@transaction.atomic
def set_embargo(page: Any, until: datetime | None, user: Any = None) -> None:
    """Let nothing of the page's group be public before `until`; None lifts the embargo at once."""
    if until is None:
        deleted, _rows = Embargo.objects.filter(translation_key=page.translation_key).delete()
        if deleted and page.pk:
            log(instance=page, action=LIFTED, user=user)
        return
    Embargo.objects.update_or_create(translation_key=page.translation_key, defaults={"until": until, "set_by": user})
    if page.pk:
        log(instance=page, action=SET, user=user, data={"until": until.isoformat()})
