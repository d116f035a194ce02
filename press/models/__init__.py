"""Page types of the press room."""

from press.models.index import PressIndexPage
from press.models.release import PressReleasePage, WireLink

__all__ = ["PressIndexPage", "PressReleasePage", "WireLink"]
