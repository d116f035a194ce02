"""The edit form of every page type: it also edits the embargo of the translation group."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.pages import WagtailAdminPageForm
from wagtail.admin.widgets import AdminDateTimeInput

from cms.publishing.embargo import set_embargo
from cms.publishing.models import Embargo


class BasePageForm(WagtailAdminPageForm):
    """Reads and writes the one embargo row of the page's translation group."""

    embargo_until = forms.DateTimeField(
        label=_("Embargoed until"),
        required=False,
        widget=AdminDateTimeInput,
        help_text=_(
            "Nothing of this page, in any language, nor its files, is public before this moment, even if it is"
            " published. Setting or prolonging it takes effect when you save; shortening or lifting it only when"
            " you publish."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.embargo = Embargo.objects.filter(translation_key=self.instance.translation_key).first()
        if "embargo_until" in self.fields:
            self.initial["embargo_until"] = self.embargo.until if self.embargo else None
            self.fields["embargo_until"].disabled = not self._may_publish()

    def _may_publish(self) -> bool:
        if self.for_user is None:
            return True
        if self.instance.pk:
            return bool(self.instance.permissions_for_user(self.for_user).can_publish())
        return bool(self.parent_page and self.parent_page.permissions_for_user(self.for_user).can_publish_subpage())

    def save(self, commit: bool = True) -> Any:
        """Save the page; write the embargo. Autosave never shortens or lifts one: that takes a publish."""
        page = super().save(commit=commit)
        if "embargo_until" in self.fields and "embargo_until" in self.changed_data:
            until = self.cleaned_data["embargo_until"]
            if self.embargo is None or (until and until >= self.embargo.until) or "action-publish" in self.data:
                set_embargo(page, until, self.for_user)
        return page
