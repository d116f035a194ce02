"""File columns that let nothing through unchecked, whoever stores the file: a form, an import, code, a seed."""

import hashlib
from pathlib import PurePosixPath
from typing import Any

from django.core.files.base import ContentFile, File
from django.db import models
from django.db.models.fields.files import FieldFile
from PIL import Image as PillowImage
from wagtail.images.models import WagtailImageField, WagtailImageFieldFile

from cms.media import inspection, processing


class PictureFieldFile(WagtailImageFieldFile):
    """Stores clean pictures only, and tells its image the size and hash of what was stored."""

    def save(self, name: str, content: File[Any], save: bool = True) -> None:
        """Clean, then store.

        Raises:
            ValidationError: see `cms.media.processing.clean`.
        """
        picture = processing.read_clean(content)
        extensions = processing.EXTENSIONS[picture.format]
        if PurePosixPath(name).suffix.lower().removeprefix(".") not in extensions:
            name = str(PurePosixPath(name).with_suffix(f".{extensions[0]}"))
        super().save(name, ContentFile(picture.data, name=name), save=False)
        self.instance.file_size = len(picture.data)
        self.instance.file_hash = hashlib.sha1(picture.data, usedforsecurity=False).hexdigest()
        self.instance.cleaned_name = self.name
        if save:
            self.instance.save()

    def get_image_dimensions(self) -> tuple[int | None, int | None]:
        """Read width and height from the file's header, without decoding what is perhaps a bomb."""
        was_closed = self.closed
        try:
            self.open()
            return PillowImage.open(self, formats=tuple(processing.EXTENSIONS)).size
        except (OSError, ValueError, SyntaxError, *processing.BOMBS):
            return None, None
        finally:
            if was_closed:
                self.close()
            else:
                self.seek(0)

    @property
    def url(self) -> str:
        """Nothing: originals have no address."""
        return ""


class PictureField(WagtailImageField):
    """The original of an image."""

    attr_class = PictureFieldFile


class DocumentFieldFile(FieldFile):
    """Stores a document only if its bytes are what its name says."""

    def save(self, name: str, content: File[Any], save: bool = True) -> None:
        """Check, then store.

        Raises:
            ValidationError: see `cms.media.inspection.check_document`.
        """
        inspection.check_document(name, content)
        super().save(name, content, save)

    @property
    def url(self) -> str:
        """Nothing: a document is read at `Document.url`, where its visibility is checked."""
        return ""


class DocumentFileField(models.FileField):
    """The file of a document."""

    attr_class = DocumentFieldFile
