"""Images and documents of our own: alt text per language, rights, consent, checksums."""

import os
from collections.abc import Iterable
from functools import partial
from typing import Any

from django.conf import settings
from django.core.cache.backends.dummy import DummyCache
from django.core.files.base import File
from django.db import models, transaction
from django.dispatch import Signal
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage, AbstractRendition, Filter, get_upload_to
from wagtail.search import index

from cms.languages import codes, names
from cms.languages.localized import LocalizedTextField, pick
from cms.media import inspection
from cms.media.fields import DocumentFileField, PictureField
from cms.publishing.moments import DayAfter

RENDITIONS: dict[str, str] = {
    "thumb": "fill-160x160|format-webp",
    "card": "width-400|format-webp",
    "medium": "width-800|format-webp",
    "large": "width-1600|format-webp",
    "card_jpeg": "width-400|format-jpeg",
    "large_jpeg": "width-1600|format-jpeg",
}
"""The named pictures that the API offers of every image; public names, never renamed."""

document_stored = Signal()
"""Sent at the end of each `Document.save`, in its transaction: file, texts and row are as they will be."""

_FOCAL_POINT = ("focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height")


def _with_fields(update_fields: Iterable[str] | None, *names: str) -> set[str] | None:
    return None if update_fields is None else {*update_fields, *names}


class Image(AbstractImage):
    """A picture without metadata. Public only once it is approved and while consent and rights last."""

    class Depicts(models.TextChoices):
        NONE = "none", _("No child")
        ILLUSTRATION = "illustration", _("Drawn or illustrated child")
        STOCK = "stock", _("Model (stock photograph)")
        REAL = "real_with_consent", _("Real child, with documented consent")

    class Safeguarding(models.TextChoices):
        PENDING = "pending", _("Waiting for review")
        APPROVED = "approved", _("Approved for use")
        REJECTED = "rejected", _("Not to be used")

    file = PictureField(verbose_name=_("file"), upload_to=get_upload_to, width_field="width", height_field="height")
    uploaded_by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("uploaded by user"),
    )
    uploaded_by_user.wagtail_reference_index_ignore = True  # type: ignore[attr-defined]
    tags = TaggableManager(help_text=None, blank=True, verbose_name=_("tags"), related_name="content_images")
    alt_texts = LocalizedTextField(
        _("alternative text"),
        blank=True,
        text_max_length=250,
        help_text=_("What the picture shows, for people who cannot see it. Leave empty only if it is decoration."),
    )
    credit = models.CharField(_("credit"), max_length=255, blank=True, help_text=_("Photographer or illustrator."))
    licence = models.CharField(_("licence"), max_length=255, blank=True)
    rights_expire = models.DateField(
        _("rights end on"), null=True, blank=True, help_text=_("After this day the picture disappears from the site.")
    )
    depicts_children = models.CharField(
        _("depicts children"), max_length=20, choices=Depicts.choices, default=Depicts.NONE
    )
    consent_reference = models.CharField(
        _("consent reference"),
        max_length=100,
        blank=True,
        help_text=_("Where the signed consent is kept. Never public."),
    )
    consent_expires = models.DateField(
        _("consent ends on"),
        null=True,
        blank=True,
        help_text=_("After this day the picture disappears from the site."),
    )
    safeguarding_status = models.CharField(
        _("safeguarding review"),
        max_length=10,
        choices=Safeguarding.choices,
        default=Safeguarding.PENDING,
        help_text=_("Only approved pictures are public."),
    )

    moments = (DayAfter("rights_expire"), DayAfter("consent_expires"))

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")
        permissions = [
            ("choose_image", "Can choose image"),
            ("approve_image", "Can approve image for publication"),
        ]

    search_fields = [
        *AbstractImage.search_fields,
        index.SearchField("credit"),
        index.FilterField("safeguarding_status"),
    ]

    admin_form_fields = (
        "title",
        "file",
        "collection",
        "alt_texts",
        "credit",
        "licence",
        "rights_expire",
        "depicts_children",
        "consent_reference",
        "consent_expires",
        "safeguarding_status",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )

    cleaned_name = ""
    """The stored file that was cleaned on its way into storage."""

    @property
    def default_alt_text(self) -> str:
        """The English text, offered where an editor puts the picture into a text."""
        return pick(self.alt_texts, codes.SOURCE)[0]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store a clean file, and make its renditions where file or focal point are new.

        Raises:
            ValidationError: where the file is not a picture that may be stored, see `cms.media.processing.clean`.
        """
        before = type(self).objects.filter(pk=self.pk).values("file", *_FOCAL_POINT).first() if self.pk else None
        update_fields = kwargs.get("update_fields")
        is_new = (update_fields is None or "file" in update_fields) and self._store_clean_file(
            before["file"] if before else None
        )
        if is_new:
            kwargs["update_fields"] = _with_fields(update_fields, "width", "height", "file_size", "file_hash")
        with transaction.atomic():
            super().save(*args, **kwargs)
            if is_new and before:
                self.renditions.all().delete()
                transaction.on_commit(partial(self.file.storage.delete, before["file"]))
            if is_new or (before and any(before[field] != getattr(self, field) for field in _FOCAL_POINT)):
                self.make_renditions()

    def _set_image_file_metadata(self) -> None:
        """Nothing, when Wagtail's forms ask for it: `PictureFieldFile.save` describes what it stores."""

    def _store_clean_file(self, stored_name: str | None) -> bool:
        """Bring the file into storage by `PictureFieldFile.save`; return whether it is another one than before."""
        if not self.file:
            return False
        if not self.file._committed:
            self.file.save(self.file.name, self.file.file, save=False)
        elif self.file.name not in (stored_name, self.cleaned_name):
            unclean = self.file.name
            with self.file.storage.open(unclean) as content:
                self.file.save(os.path.basename(unclean), File(content), save=False)
            if not type(self).objects.filter(file=unclean).exists():
                self.file.storage.delete(unclean)
        return bool(self.file.name != stored_name)

    def create_rendition(self, filter: Filter) -> "Rendition":
        """Make a rendition as Wagtail does, and close the temporary file that it is made in."""
        with self.generate_rendition_file(filter) as content:
            rendition, _created = self.renditions.get_or_create(
                filter_spec=filter.spec,
                focal_point_key=filter.get_cache_key(self),
                defaults={"file": content},
            )
        return rendition

    def make_renditions(self) -> None:
        """Make the pictures of `RENDITIONS` that are missing, and drop those of an earlier focal point."""
        keys = {spec: Filter(spec).get_cache_key(self) for spec in RENDITIONS.values()}
        missing = dict(keys)
        for rendition in self.renditions.filter(filter_spec__in=keys):
            if rendition.focal_point_key == keys[rendition.filter_spec]:
                del missing[rendition.filter_spec]
            else:
                rendition.delete()
        for spec in missing:
            self.create_rendition(Filter(spec))


class Rendition(AbstractRendition):
    """A stored picture of an image in one size and format."""

    image = models.ForeignKey(Image, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        verbose_name = _("rendition")
        verbose_name_plural = _("renditions")
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="unique_rendition")
        ]

    cache_backend = DummyCache("renditions", {})
    """Rows come from the database: one that another process has removed must not come back from a cache."""

    @property
    def url(self) -> str:
        """The address for signed-in editors; the public one is `cms.media.serializers.image_path`.

        Empty where there is nothing to show: no stored picture, or a process without the admin.
        """
        if self.pk is None:
            return ""
        try:
            return reverse("cms_admin_rendition", args=[self.pk])
        except NoReverseMatch:
            return ""


class Document(AbstractDocument):
    """A file to read or download, in one language. Private until something public uses it."""

    file = DocumentFileField(verbose_name=_("file"), upload_to="documents")
    uploaded_by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("uploaded by user"),
    )
    uploaded_by_user.wagtail_reference_index_ignore = True  # type: ignore[attr-defined]
    tags = TaggableManager(help_text=None, blank=True, verbose_name=_("tags"), related_name="content_documents")
    language = models.CharField(
        _("language"),
        max_length=12,
        choices=names.language_choices(),
        default="en",
        help_text=_("Language of the text in the file."),
    )
    sha256 = models.CharField(_("checksum"), max_length=64, blank=True, editable=False)
    pages = models.PositiveIntegerField(_("pages"), null=True, blank=True, editable=False)
    accessible = models.BooleanField(
        _("accessible"),
        default=False,
        help_text=_("Tagged, with a title and a reading order, so that a screen reader can read it."),
    )

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        permissions = [("choose_document", "Can choose document")]

    search_fields = [*AbstractDocument.search_fields, index.FilterField("language")]

    admin_form_fields: Any = ("title", "file", "language", "accessible", "collection", "tags")

    texts: tuple[str, ...] | None = None
    """The texts of the pages of a new file, until they are stored."""

    @property
    def content_type(self) -> str:
        """The type by the checked extension, the same on every machine."""
        return inspection.MEDIA_TYPES.get(self.file_extension.lower(), "application/octet-stream")

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store a checked file, with its size, checksums and number of pages.

        Raises:
            ValidationError: where the file may not be stored, see `cms.media.inspection.check_document`.
        """
        stored_name = type(self).objects.filter(pk=self.pk).values_list("file", flat=True).first() if self.pk else None
        update_fields = kwargs.get("update_fields")
        if self.file and (update_fields is None or "file" in update_fields):
            self._store_file(stored_name)
            kwargs["update_fields"] = _with_fields(update_fields, "file_size", "file_hash", "sha256", "pages")
        with transaction.atomic():
            super().save(*args, **kwargs)
            if self.texts is not None:
                self.store_texts(self.texts)
                self.texts = None
            document_stored.send(sender=type(self), instance=self)
            if stored_name and stored_name != self.file.name:
                transaction.on_commit(partial(self.file.storage.delete, stored_name))

    def store_texts(self, texts: Iterable[str]) -> None:
        """Put the texts of its pages in the place of those that are stored."""
        pages = [(number, text) for number, text in enumerate(texts, 1) if number == 1 or text]
        DocumentPage.objects.filter(document=self).delete()
        DocumentPage.objects.bulk_create(
            DocumentPage(document=self, number=number, text=text) for number, text in pages
        )

    def read_texts(self) -> tuple[str, ...]:
        """Read the texts of the pages of the stored file. A file that is not there has one that is empty."""
        if self.file_extension.lower() != "pdf":
            return ("",)
        try:
            with self.file.storage.open(str(self.file.name)) as content:
                return inspection.read_pdf(content).texts or ("",)
        except OSError:
            return ("",)

    def _set_document_file_metadata(self) -> None:
        """Nothing, when Wagtail's forms ask for it: `save` describes what it stores."""

    def _store_file(self, stored_name: str | None) -> None:
        if not self.file._committed:  # type: ignore[attr-defined]
            self.file.save(str(self.file.name), self.file.file, save=False)
        name = str(self.file.name)
        if name == stored_name and self.sha256 and self.file_hash and self.file_size is not None:
            return
        with self.file.storage.open(name) as content:
            for field, value in inspection.describe_document(name, content).items():
                setattr(self, field, value)


class DocumentPage(models.Model):
    """The text of a page of a document. A document has its first one at least, once its file was read."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="text_pages")
    number = models.PositiveSmallIntegerField()
    text = models.TextField(blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["document", "number"], name="one_text_per_page")]

    def __str__(self) -> str:
        return f"{self.document_id}, {self.number}"
