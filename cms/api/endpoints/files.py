"""`images/<id>/` and `documents/<id>/`: those that something public uses; there is no listing."""

from django.http import HttpRequest

from cms.api.answers import Body, endpoint
from cms.api.frame import LOCALE, frame_of
from cms.api.parameters import Parameters, path_id
from cms.api.problems import not_found
from cms.media.models import Document, Image
from cms.media.serializers import DocumentJson, ImageJson, serialize_document, serialize_image


@endpoint(parameters=(LOCALE,), answer=ImageJson)
def image_detail(request: HttpRequest, query: Parameters, pk: str) -> Body:
    """Answer one image object."""
    frame = frame_of(query, default_locale=True)
    queryset = frame.view.used(frame.view.images(Image.objects.filter(pk=path_id(pk))))
    image = queryset.prefetch_related("renditions").first()
    if image is None:
        raise not_found()
    locale = frame.locale or frame.view.locales[0]
    answer = serialize_image(image, image.renditions.all(), locale.code, base_url=frame.base_url)
    return answer


@endpoint(parameters=(LOCALE,), answer=DocumentJson)
def document_detail(request: HttpRequest, query: Parameters, pk: str) -> Body:
    """Answer one document."""
    frame = frame_of(query, default_locale=True)
    document = frame.view.used(frame.view.documents(Document.objects.filter(pk=path_id(pk)))).first()
    if document is None:
        raise not_found()
    locale = frame.locale or frame.view.locales[0]
    return serialize_document(document, frame.base_url, locale.code)
