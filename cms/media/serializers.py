"""What the API says of images and documents, and at which addresses they are. No queries."""

import hashlib
from collections.abc import Iterable
from functools import cached_property, lru_cache
from types import SimpleNamespace
from typing import Any, Literal, TypedDict, cast
from urllib.parse import quote

from wagtail.images.image_operations import FillOperation, FormatOperation, WidthHeightOperation
from wagtail.images.models import Filter

from cms.languages import names
from cms.languages.localized import pick
from cms.media.models import RENDITIONS, Document, Image, Rendition

FOCAL_AREA = ("focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height")
_FORMATS = {"webp": ("webp", "image/webp"), "jpeg": ("jpg", "image/jpeg")}
_OPERATIONS = {"fill": FillOperation, "width": WidthHeightOperation, "format": FormatOperation}
"""Those of `RENDITIONS`, as Wagtail names them."""


class RenditionJson(TypedDict):
    """A picture to show: its address, its size in pixels, its media type."""

    url: str
    width: int
    height: int
    type: str


RenditionName = Literal["thumb", "card", "medium", "large", "card_jpeg", "large_jpeg"]
"""The keys of `RENDITIONS`. Any may be missing until its picture is made."""


class FocalPointJson(TypedDict):
    """The centre of what matters in an image, as fractions of its width and height."""

    x: float
    y: float


class ImageJson(TypedDict):
    """An image. `alt` is empty where it is decorative.

    `alt_lang` is null where there is no `alt`, or where it was written for the item that the image is in.
    """

    id: int
    alt: str
    alt_lang: str | None
    width: int
    height: int
    renditions: dict[RenditionName, RenditionJson]
    focal_point: FocalPointJson | None
    credit: str


class DocumentLanguageJson(TypedDict):
    """A language by its BCP 47 code, with its name in the language asked for."""

    code: str
    label: str


class DocumentJson(TypedDict):
    """A file to download."""

    id: int
    title: str
    url: str
    filename: str
    format: str
    size_bytes: int | None
    pages: int | None
    accessible: bool | None
    sha256: str
    language: DocumentLanguageJson


class _Filter(Filter):
    """A filter that needs no look through the hooks of the admin, which are not loaded where only the public reads."""

    @cached_property
    def operations(self) -> list[Any]:
        """Return what is done to a picture, in order."""
        parts = [operation.split("-") for operation in self.spec.split("|")]
        return [_OPERATIONS[name](name, *values) for name, *values in parts]


@lru_cache
def _filter(name: str) -> Filter:
    return _Filter(RENDITIONS[name])


def rendition_key(image: Image, name: str) -> tuple[str, str]:
    """Return `filter_spec` and `focal_point_key` of the stored rendition `name` of an image."""
    return RENDITIONS[name], _filter(name).get_cache_key(image)


def media_type(name: str) -> str:
    """Return the type of the rendition `name`: `image/webp` or `image/jpeg`."""
    return _FORMATS[RENDITIONS[name].rpartition("format-")[2]][1]


def image_hash(image: Image, name: str) -> str:
    """Hash what a rendition depends on: the file's bytes, the size and crop. 20 hexadecimal digits."""
    text = "|".join((image.file_hash, *rendition_key(image, name)))
    return hashlib.sha256(text.encode()).hexdigest()[:20]


def image_path(image: Image, name: str) -> str:
    """Return the path of the rendition `name`; a changed file or focal point changes it."""
    extension = _FORMATS[RENDITIONS[name].rpartition("format-")[2]][0]
    return f"/images/{image.pk}/{name}/{image_hash(image, name)}.{extension}"


@lru_cache(maxsize=4096)
def _pictures(pk: int, file_hash: str, *focal_area: int | None) -> list[tuple[str, tuple[str, str], str, str]]:
    """Return name, key, path and type of each picture that is offered of an image."""
    image: Any = SimpleNamespace(pk=pk, file_hash=file_hash, **dict(zip(FOCAL_AREA, focal_area, strict=True)))
    return [(name, rendition_key(image, name), image_path(image, name), media_type(name)) for name in RENDITIONS]


def document_path(document: Document) -> str:
    """Return the path of a document."""
    return _document_path(document.pk, document.filename)


@lru_cache(maxsize=4096)
def _document_path(pk: int, filename: str) -> str:
    return f"/documents/{pk}/{quote(filename)}"


def serialize_image(
    image: Image,
    renditions: Iterable[Rendition],
    language: str,
    *,
    alt: str | None = None,
    decorative: bool = False,
    base_url: str,
) -> ImageJson:
    """Describe an image with those of its `renditions` (rows, of any spec) that are public pictures.

    `{"id": 7, "alt": "…", "alt_lang": "en", "width": 1600, "height": 900, "renditions": {"card": {"url":
    "https://…/images/7/card/….webp", "width": 400, "height": 225, "type": "image/webp"}}, "focal_point": {"x": 0.5,
    "y": 0.25} or null, "credit": "…"}`
    """
    rows = {(row.filter_spec, row.focal_point_key): row for row in renditions}
    own, own_language = ("", "") if decorative or alt else pick(image.alt_texts, language)
    pictures = _pictures(image.pk, image.file_hash, *(getattr(image, name) for name in FOCAL_AREA))
    return {
        "id": image.pk,
        "alt": "" if decorative else alt or own,
        "alt_lang": own_language if own else None,
        "width": image.width,
        "height": image.height,
        "renditions": {
            cast(RenditionName, name): {
                "url": base_url + path,
                "width": rows[key].width,
                "height": rows[key].height,
                "type": type_,
            }
            for name, key, path, type_ in pictures
            if key in rows
        },
        "focal_point": _focal_point(image),
        "credit": image.credit,
    }


def _focal_point(image: Image) -> FocalPointJson | None:
    """Give the centre of the focal area as fractions of width and height."""
    if not image.has_focal_point():
        return None
    return {
        "x": round(min(image.focal_point_x / image.width, 1.0), 4),
        "y": round(min(image.focal_point_y / image.height, 1.0), 4),
    }


def serialize_document(document: Document, base_url: str, language: str) -> DocumentJson:
    """Describe a document; the name of its language is in `language` (BCP 47).

    `{"id": 3, "title": "…", "url": "https://…/documents/3/guide.pdf", "filename": "guide.pdf", "format": "pdf",
    "size_bytes": 12345, "pages": 12 or null, "accessible": true, "sha256": "…", "language": {"code", "label"}}`
    """
    return {
        "id": document.pk,
        "title": document.title,
        "url": base_url + document_path(document),
        "filename": document.filename,
        "format": document.file_extension.lower(),
        "size_bytes": document.file_size,
        "pages": document.pages,
        "accessible": document.accessible,
        "sha256": document.sha256,
        "language": {"code": document.language, "label": names.language_name(document.language, language)},
    }
