"""A link in a block leads to one place."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks


def one_target(value: Any) -> None:
    """Refuse a link with both a page and an address.

    Raises:
        StructBlockValidationError: on `url`.
    """
    if value.get("page") and value.get("url"):
        message = _("Choose a page or enter an address, not both.")
        raise blocks.StructBlockValidationError({"url": ValidationError(message)})
