"""Page types of the press room."""

from press.models.event import EventPage
from press.models.index import EventIndexPage, PressIndexPage
from press.models.release import PressReleasePage, WireLink

__all__ = ["EventIndexPage", "EventPage", "PressIndexPage", "PressReleasePage", "WireLink"]
