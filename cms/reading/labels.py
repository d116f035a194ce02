"""What codes of the API are called on reading pages: the same words that editors choose from."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cms.directory.models import Organisation, Person
from cms.glossary.models import GlossaryTerm
from cms.helplines.models import Helpline
from home.models import PortalPage
from library.models import CoursePage, PublicationPage
from library.models.publication import PublicationFile
from press.models import EventPage, PressReleasePage


def _words(choices: Any) -> dict[str, str | Promise]:
    return dict(choices.choices)


WORDS: dict[str, dict[str, str | Promise]] = {
    "access": _words(PublicationPage.Access),
    "course": _words(CoursePage.Format),
    "event": _words(EventPage.Kind),
    "file": _words(PublicationFile.Kind),
    "file_translation": _words(PublicationFile.TranslationStatus),
    "helpline": _words(Helpline.Kind),
    "helpline_audience": _words(Helpline.Audience),
    "network": dict(Helpline.NETWORKS),
    "organisation": _words(Organisation.Kind),
    "person": _words(Person.Group),
    "portal": _words(PortalPage.Kind),
    "press": _words(PressReleasePage.Kind),
    "advice": _words(GlossaryTerm.Status),
    "filter": {
        "topic": _("Topic"),
        "audience": _("Audience"),
        "country": _("Country"),
        "resource_type": _("Resource type"),
        "publisher": _("Publisher"),
        "provider": _("Provider"),
        "series": _("Series"),
        "context": _("Context"),
        "kind": _("Kind"),
    },
    "badge": {"key": _("Key resource"), "new": _("New")},
    "tone": {"note": _("Note"), "important": _("Important"), "warning": _("Warning")},
}


def label(code: str | None, kind: str) -> str:
    """Name a code in the active language; a code without a name stands for itself."""
    return str(WORDS[kind].get(code or "", code or ""))
