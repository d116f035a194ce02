"""The only ways out for files. Whether a file is public is asked on every request; nothing is made by one."""

from typing import Any

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe
from wagtail.admin.auth import require_admin_access
from wagtail.permissions import policy_registry

from cms.media import inspection, serializers
from cms.media.models import RENDITIONS, Document, Image, Rendition
from cms.publishing.caching import PUBLIC
from cms.publishing.visibility import public_view

_PRIVATE = "private, no-store"
_LOCKED = "default-src 'none'; sandbox"


@require_safe
def image_file(request: HttpRequest, image_id: int, spec: str, filename: str) -> HttpResponseBase:
    """Serve a rendition of a public image at its current address."""
    view = public_view()
    image = view.used(view.images(Image.objects.filter(pk=image_id))).first() if spec in RENDITIONS else None
    if image is None or serializers.image_path(image, spec).rpartition("/")[2] != filename:
        return _absent()
    filter_spec, key = serializers.rendition_key(image, spec)
    rendition = image.renditions.filter(filter_spec=filter_spec, focal_point_key=key).first()
    if rendition is None:
        return _absent()
    return _answer(
        request,
        rendition.file,
        content_type=serializers.media_type(spec),
        etag=f'"{serializers.image_hash(image, spec)}"',
        cache_control=PUBLIC,
    )


@require_safe
def document_file(request: HttpRequest, document_id: int, filename: str) -> HttpResponseBase:
    """Serve a document to everybody while it is public, else to the editors who may use it."""
    view = public_view()
    document = view.used(view.documents(Document.objects.filter(pk=document_id))).first()
    if document is not None:
        return _document(request, document, filename, PUBLIC)
    if settings.SESSION_COOKIE_NAME in request.COOKIES:
        return _editors_document(request, document_id, filename)
    return _absent()


def _editors_document(request: HttpRequest, document_id: int, filename: str) -> HttpResponseBase:
    """Let editors open what is not public. Others learn nothing: their answer is that of an id never used.

    A process for the public alone knows no users.
    """
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated or not user.has_perm("wagtailadmin.access_admin"):
        return _absent()
    document = Document.objects.filter(pk=document_id).select_related("collection").first()
    if document is None:
        return _absent()
    policy = policy_registry.get_by_type(Document)
    if not policy.user_has_any_permission_for_instance(user, ["choose", "change"], document):
        return _absent()
    return _document(request, document, filename, _PRIVATE)


def _document(request: HttpRequest, document: Document, filename: str, cache_control: str) -> HttpResponseBase:
    if document.filename != filename:
        return _absent()
    return _answer(
        request,
        document.file,
        content_type=document.content_type,
        etag=f'"{document.sha256}"',
        cache_control=cache_control,
        attachment=document.content_type != inspection.MEDIA_TYPES["pdf"],
        filename=document.filename,
    )


@require_admin_access
@require_safe
def admin_rendition(request: HttpRequest, rendition_id: int) -> HttpResponseBase:
    """Show any rendition to signed-in editors: thumbnails in lists and choosers, the picture on its edit page."""
    rendition = get_object_or_404(Rendition, pk=rendition_id)
    extension = rendition.file.name.rpartition(".")[2].lower()
    content_type = {"jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png"}.get(extension, "image/webp")
    return _answer(
        request,
        rendition.file,
        content_type=content_type,
        etag=f'"{rendition.pk}"',
        cache_control=_PRIVATE,
    )


def _answer(
    request: HttpRequest,
    file: Any,
    *,
    content_type: str,
    etag: str,
    cache_control: str,
    attachment: bool = False,
    filename: str = "",
) -> HttpResponseBase:
    """Send a file of whose visibility the caller is certain, or 304, or 404 where storage has lost it."""
    answer: HttpResponseBase | None = get_conditional_response(request, etag=etag)
    if answer is None:
        try:
            content = file.storage.open(file.name)
        except OSError:
            return _absent()
        answer = FileResponse(content, as_attachment=attachment, filename=filename, content_type=content_type)
    answer["ETag"] = etag
    answer["Cache-Control"] = cache_control
    return _secure(answer)


def _absent() -> HttpResponseBase:
    """The one 404: the same for what is not public, no longer there, and never was."""
    response = HttpResponse("Not found\n", status=404, content_type="text/plain; charset=utf-8")
    response["Cache-Control"] = "no-store"
    return _secure(response)


def _secure(response: HttpResponseBase) -> HttpResponseBase:
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = _LOCKED
    return response
