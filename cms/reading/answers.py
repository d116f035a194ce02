"""From a context to an HTTP answer: the headers of reading pages."""

from typing import Any

from django.http import HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.template.loader import select_template
from django.utils import translation

from cms.languages import codes
from cms.publishing.caching import PUBLIC

POLICY = (
    "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; form-action 'self'; base-uri 'none';"
    " frame-ancestors 'self'"
)
PRIVATE = "no-store"


def html(
    language: str, templates: list[str], context: dict[str, Any], *, cache: str, status: int = 200
) -> HttpResponse:
    """Draw the first template there is with its own words in `language` (Django code).

    No request reaches the template, so that nothing of a session or a cookie can.
    """
    with translation.override(language):
        text = select_template(templates).render(context)
    response = HttpResponse(text, status=status)
    response["Content-Language"] = codes.to_bcp47(language)
    response["Content-Security-Policy"] = POLICY
    response["Cache-Control"] = cache
    return response


def redirect(to: str, *, permanent: bool = False, cache: str = PUBLIC) -> HttpResponse:
    """Send the reader to a local or an absolute address."""
    kind = HttpResponsePermanentRedirect if permanent else HttpResponseRedirect
    response = kind(to)
    response["Cache-Control"] = cache
    return response
