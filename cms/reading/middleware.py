"""The language of a request, from its path alone."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation


class PathLocaleMiddleware:
    """Activates the language of `/<locale>/…` for reading pages and leaves every other path alone.

    Django's own middleware answers a 404 with a redirect into the reading pages, which would turn every
    missing API item into HTML (research/stack.md §1.6). This one never redirects.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.codes = {code for code, _name in settings.LANGUAGES}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Run the rest of the stack in the language of the path."""
        code = request.path_info.lstrip("/").partition("/")[0].lower()
        with translation.override(code if code in self.codes else settings.LANGUAGE_CODE):
            request.LANGUAGE_CODE = translation.get_language()
            return self.get_response(request)
