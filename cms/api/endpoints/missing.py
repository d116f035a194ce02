"""Everything below `/api/` that is no endpoint."""

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import Resolver404, resolve

from cms.api.answers import endpoint
from cms.api.problems import not_found


@endpoint(parameters=None, answer=None)
def no_endpoint(request: HttpRequest, path: str = "") -> HttpResponse:
    """Send an address without its last slash to where it belongs; answer 404 for the rest."""
    if not request.path.endswith("/"):
        try:
            match = resolve(f"{request.path_info}/")
        except Resolver404:
            match = None
        if match is not None and match.url_name != "no_endpoint":
            query = request.META.get("QUERY_STRING", "")
            return HttpResponsePermanentRedirect(f"{request.path}/{'?' if query else ''}{query}")
    raise not_found("There is no such endpoint.")
