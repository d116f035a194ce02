"""How the history of a page tells of its embargo."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from cms.publishing.embargo import LIFTED, SET


def register(actions: Any) -> None:
    """Name the actions, for the hook `register_log_actions`."""
    actions.register_action(SET, _("Embargo"), _("Set an embargo"))
    actions.register_action(LIFTED, _("Lift embargo"), _("Lifted the embargo"))
