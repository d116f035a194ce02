"""The edit form of every page type: it also edits the embargo of the translation group."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.pages import WagtailAdminPageForm
from wagtail.admin.widgets import AdminDateTimeInput

from cms.publishing.models import Embargo


class BasePageForm(WagtailAdminPageForm):
    """Reads and writes the one embargo row of the page's translation group."""

    embargo_until = forms.DateTimeField(
        label=_("Embargoed until"),
        required=False,
        widget=AdminDateTimeInput,
        help_text=_(
            "Nothing of this page, in any language, nor its files, is public before this moment, even if it is"
            " published. Times are in the time zone of your account."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        embargo = Embargo.objects.filter(translation_key=self.instance.translation_key).first()
        if embargo and "embargo_until" in self.fields:
            self.initial["embargo_until"] = embargo.until

    def save(self, commit: bool = True) -> Any:
        """Save the page; write or lift the embargo."""
        page = super().save(commit=commit)
        if "embargo_until" in self.fields and "embargo_until" in self.changed_data:
            self._save_embargo(page.translation_key)
        return page

    def _save_embargo(self, translation_key: Any) -> None:
        if until := self.cleaned_data["embargo_until"]:
            Embargo.objects.update_or_create(
                translation_key=translation_key, defaults={"until": until, "set_by": self.for_user}
            )
        else:
            Embargo.objects.filter(translation_key=translation_key).delete()
