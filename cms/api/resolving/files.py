"""Images with their renditions, and documents: only what may be shown."""

from typing import Any

from cms.api.resolving.tree import Key
from cms.media.models import Document, Image
from cms.media.serializers import serialize_document, serialize_image


def images(resolver: Any, keys: list[Key]) -> dict[Key, Any]:
    """Resolve `ImageRef`s. Two queries."""
    queryset = Image.objects.filter(pk__in={reference.pk for reference, _locale in keys})
    rows = resolver.frame.view.images(queryset).prefetch_related("renditions").in_bulk()
    answer = {}
    for key in keys:
        reference, locale = key
        if image := rows.get(reference.pk):
            answer[key] = serialize_image(
                image,
                image.renditions.all(),
                locale.code,
                alt=reference.alt,
                decorative=reference.decorative,
                base_url=resolver.frame.base_url,
            )
    return answer


def documents(resolver: Any, keys: list[Key]) -> dict[Key, Any]:
    """Resolve `DocumentRef`s. One query."""
    queryset = Document.objects.filter(pk__in={reference.pk for reference, _locale in keys})
    rows = resolver.frame.view.documents(queryset).in_bulk()
    return {
        key: serialize_document(rows[key[0].pk], resolver.frame.base_url, key[1].code)
        for key in keys
        if key[0].pk in rows
    }
