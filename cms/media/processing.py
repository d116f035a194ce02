"""Uploaded pictures, made safe before anything of them is stored.

A picture is decoded in full and written anew from its pixels: whatever else the file carried (EXIF with place and
camera, XMP, IPTC, comments, text chunks, thumbnails, bytes after the end) does not survive. The colour profile does,
because colours are wrong without it.
"""

import contextlib
import hashlib
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from PIL import Image as PillowImage
from PIL import ImageOps

EXTENSIONS: dict[str, tuple[str, ...]] = {"JPEG": ("jpg", "jpeg"), "PNG": ("png",), "WEBP": ("webp",)}
"""Accepted formats with the extensions of each, the preferred one first."""

QUALITY = 90
"""Of originals in a lossy format: no visible loss, and renditions are made from it."""

BOMBS = (PillowImage.DecompressionBombError, PillowImage.DecompressionBombWarning)
"""How Pillow says that a header claims far too many pixels."""
_TRANSPARENT_BY_INFO = ("1", "L", "I;16", "P", "RGB")


@dataclass(frozen=True)
class Picture:
    """A clean picture file. `format` is Pillow's name: `JPEG`, `PNG` or `WEBP`."""

    data: bytes
    format: str

    @property
    def digest(self) -> str:
        """SHA-256 of the file."""
        return hashlib.sha256(self.data).hexdigest()


def clean(data: bytes) -> Picture:
    """Return the same picture upright and without metadata.

    Raises:
        ValidationError: for anything but a whole JPEG, PNG or WebP still of at most
            `WAGTAILIMAGES_MAX_IMAGE_PIXELS` pixels.
    """
    _refuse_other_formats(data)
    try:
        with PillowImage.open(BytesIO(data), formats=tuple(EXTENSIONS)) as image:
            image_format = "JPEG" if image.format == "MPO" else str(image.format)
            _refuse_too_many_pixels(image.width * image.height)
            if image.format != "MPO" and getattr(image, "is_animated", False):
                raise ValidationError(
                    _("Moving pictures are not accepted. Save one frame of it as a still picture and upload that."),
                    code="animated",
                )
            image.load()
            _turn_upright(image)
            return Picture(_encode(image, image_format, _is_lossless_webp(data)), image_format)
    except ValidationError:
        raise
    except BOMBS:
        raise _too_many_pixels() from None
    except Exception as error:  # hostile bytes may raise anything inside a decoder
        raise ValidationError(
            _("This picture is damaged or incomplete. Open it in a picture editor, save it again and upload that."),
            code="damaged",
        ) from error


def clean_upload(upload: UploadedFile[Any]) -> None:
    """Clean an upload in place, so that whoever stores this upload later has no other bytes to store.

    Raises:
        ValidationError: see `clean`.
    """
    upload.seek(0)
    picture = clean(upload.read())
    upload.seek(0)
    upload.truncate()
    upload.write(picture.data)
    upload.flush()
    upload.seek(0)
    upload.size = len(picture.data)
    upload.clean_digest = picture.digest  # type: ignore[attr-defined]


def read_clean(content: File[Any]) -> Picture:
    """Read a file as a clean picture. What `clean_upload` has made is not encoded a second time.

    Raises:
        ValidationError: see `clean`.
    """
    content.seek(0)
    data = content.read()
    content.seek(0)
    if getattr(content, "clean_digest", None) == hashlib.sha256(data).hexdigest():
        return Picture(data, _sniff(data))
    return clean(data)


def _sniff(data: bytes) -> str:
    if data.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "WEBP"
    return ""


def _refuse_other_formats(data: bytes) -> None:
    if not _sniff(data):
        raise ValidationError(
            _(
                "Only JPEG, PNG and WebP pictures are accepted, whatever the file is called. Open this one in a"
                " picture editor, save it as JPEG (photograph) or PNG (drawing) and upload that."
            ),
            code="unsupported_format",
        )


def _too_many_pixels() -> ValidationError:
    return ValidationError(
        _("This picture has too many pixels. Make it smaller, to at most %(limit)s million pixels."),
        code="file_too_many_pixels",
        params={"limit": settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS // 1_000_000},
    )


def _refuse_too_many_pixels(pixels: int) -> None:
    if pixels > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
        raise _too_many_pixels()


def _turn_upright(image: PillowImage.Image) -> None:
    with contextlib.suppress(Exception):  # malformed EXIF is no reason to refuse good pixels
        ImageOps.exif_transpose(image, in_place=True)


def _is_lossless_webp(data: bytes) -> bool:
    """Walk the RIFF chunks of a WebP file and look for `VP8L`."""
    position = 12
    while position + 8 <= len(data):
        name, size = data[position : position + 4], int.from_bytes(data[position + 4 : position + 8], "little")
        if name == b"VP8L":
            return True
        position += 8 + size + size % 2
    return False


def _encode(image: PillowImage.Image, image_format: str, lossless: bool) -> bytes:
    kept = {"icc_profile": profile} if (profile := image.info.get("icc_profile")) else {}
    if image_format == "PNG" and image.mode in _TRANSPARENT_BY_INFO and "transparency" in image.info:
        kept["transparency"] = image.info["transparency"]
    options: dict[str, Any] = {
        "JPEG": {"quality": QUALITY, "optimize": True, "progressive": True},
        "PNG": {},
        "WEBP": {"lossless": True} if lossless else {"quality": QUALITY},
    }[image_format]
    image.info = {}
    output = BytesIO()
    image.save(output, image_format, **options, **kept)
    return output.getvalue()
