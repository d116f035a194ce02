"""What happens to live content besides Wagtail's own signals."""

from django.dispatch import Signal

rewritten = Signal()
"""Sent with the `instance` in the transaction that writes live content by something else than its own publish."""
