"""Forms of the admin for images and documents: files checked as they arrive, consent and review enforced."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from cms.media import inspection, processing
from cms.media.models import Image

REVIEWED_FIELDS = ("file", "depicts_children", "consent_reference", "consent_expires")
"""What a safeguarding reviewer has looked at: a change of it by anybody else asks for a new review."""


class PictureFormField(WagtailImageField):
    """Cleans the upload in place before anything else looks at it or keeps it."""

    def to_python(self, data: Any) -> Any:
        """Return the cleaned upload.

        Raises:
            ValidationError: for a file that is too big or no acceptable picture.
        """
        upload = forms.FileField.to_python(self, data)
        if not isinstance(upload, UploadedFile):
            return upload
        self.check_image_file_size(upload)
        processing.clean_upload(upload)
        return super().to_python(upload)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Offer only the accepted formats in the file dialogue."""
        return {**super().widget_attrs(widget), "accept": "image/jpeg,image/png,image/webp"}


def _leave_to_default(form: forms.ModelForm[Any], *names: str) -> None:
    """Let an upload that says nothing of a field (the multiple uploader) take the model's default."""
    for name in names:
        if name in form.fields:
            form.fields[name].required = False


class ImageForm(BaseImageForm):
    """Any form that makes or changes an image."""

    def __init__(self, *args: Any, user: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        self.may_approve = bool(user and user.has_perm("cms.approve_image"))
        if "file" in self.fields:
            self._check_files_on_arrival()
        if "safeguarding_status" in self.fields and not self.may_approve:
            field = self.fields["safeguarding_status"]
            field.disabled = True
            field.help_text = _("Only approved pictures are public. A safeguarding reviewer decides this.")
        if "depicts_children" in self.fields:
            self.fields["depicts_children"].help_text = _(
                "A real child needs a signed consent: say below where it is kept and when it ends."
            )
        _leave_to_default(self, "depicts_children", "safeguarding_status")

    def _check_files_on_arrival(self) -> None:
        stock = self.fields["file"]
        field = PictureFormField(
            label=stock.label, required=stock.required, widget=stock.widget, initial=stock.initial
        )
        privacy = _("Place, camera, names and all other hidden data are removed before it is stored.")
        field.help_text = f"{field.help_text} {privacy}"
        self.fields["file"] = field

    def clean_depicts_children(self) -> str:
        """Fall back to what the image says already."""
        return self.cleaned_data["depicts_children"] or self.instance.depicts_children

    def clean_safeguarding_status(self) -> str:
        """Fall back to what the image says already."""
        return self.cleaned_data["safeguarding_status"] or self.instance.safeguarding_status

    def clean(self) -> dict[str, Any]:
        """Ask for the consent of a real child."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("depicts_children", self.instance.depicts_children) == Image.Depicts.REAL:
            messages = {
                "consent_reference": _("Say where the signed consent of this child is kept."),
                "consent_expires": _("Say when the consent of this child ends."),
            }
            for name, message in messages.items():
                if name in self.fields and name not in self.errors and not cleaned.get(name):
                    self.add_error(name, message)
        return cleaned

    def save(self, commit: bool = True) -> Image:
        """Save; without the right to approve, what was reviewed before must be reviewed again.

        `Image.save` removes a replaced file with its renditions, so Wagtail's form has nothing left to remove.
        """
        if not self.may_approve and any(name in self.changed_data for name in REVIEWED_FIELDS):
            self.instance.safeguarding_status = Image.Safeguarding.PENDING
        self.original_file = None
        image: Image = super().save(commit=commit)
        return image


class DocumentForm(BaseDocumentForm):
    """Any form that makes or changes a document."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _leave_to_default(self, "language")

    def clean_file(self) -> Any:
        """Look into a new file.

        Raises:
            ValidationError: see `cms.media.inspection.check_document`.
        """
        file = self.cleaned_data["file"]
        if isinstance(file, UploadedFile):
            inspection.check_document(file.name or "", file)
        return file

    def clean_language(self) -> str:
        """Fall back to what the document says already."""
        return self.cleaned_data["language"] or self.instance.language

    def save(self, commit: bool = True) -> Any:
        """Save. `Document.save` removes a replaced file, so Wagtail's form has nothing left to remove."""
        self.original_file = None
        return super().save(commit=commit)
