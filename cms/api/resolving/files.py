"""Images with their renditions, and documents: only what may be shown."""

from collections import defaultdict
from typing import Any, NamedTuple

from cms.api import loading, statements
from cms.api.resolving.tree import Key
from cms.media.models import Document, Image
from cms.media.serializers import serialize_document, serialize_image

IMAGE = ("pk", "file_hash", "width", "height", "focal_point_x", "focal_point_y", "focal_point_width",
         "focal_point_height", "alt_texts", "credit")  # fmt: skip
DOCUMENT = ("pk", "title", "file", "file_size", "pages", "accessible", "sha256", "language")


class StoredRendition(NamedTuple):
    """What is loaded of a picture in one size."""

    filter_spec: str
    focal_point_key: str
    width: int
    height: int


def images(resolver: Any, keys: list[Key]) -> dict[Key, Any]:
    """Resolve `ImageRef`s. One query for the pictures with their renditions."""
    view = resolver.frame.view

    def build(pks: list[int]) -> Any:
        rows = view.images(Image.objects.filter(pk__in=pks)).order_by("pk")
        return rows.values_list(*IMAGE, *(f"renditions__{name}" for name in StoredRendition._fields))

    found: dict[int, Any] = {}
    renditions: dict[int, list[Any]] = defaultdict(list)
    for row in statements.rows("images", build, (reference.pk for reference, _locale in keys)):
        own, of_rendition = row[: len(IMAGE)], row[len(IMAGE) :]
        if own[0] not in found:
            found[own[0]] = loading.bare(Image, ("id", *IMAGE[1:]), own)
        if of_rendition[0] is not None:
            renditions[own[0]].append(StoredRendition(*of_rendition))
    return {
        key: serialize_image(
            found[key[0].pk],
            renditions[key[0].pk],
            key[1].code,
            alt=key[0].alt,
            decorative=key[0].decorative,
            base_url=resolver.frame.base_url,
        )
        for key in keys
        if key[0].pk in found
    }


def documents(resolver: Any, keys: list[Key]) -> dict[Key, Any]:
    """Resolve `DocumentRef`s. One query."""
    view = resolver.frame.view

    def build(pks: list[int]) -> Any:
        return view.documents(Document.objects.filter(pk__in=pks)).values_list(*DOCUMENT)

    pks = (reference.pk for reference, _locale in keys)
    rows = {row[0]: row for row in statements.rows("documents", build, pks)}
    return {
        key: serialize_document(
            loading.bare(Document, ("id", *DOCUMENT[1:]), rows[key[0].pk]), resolver.frame.base_url, key[1].code
        )
        for key in keys
        if key[0].pk in rows
    }
