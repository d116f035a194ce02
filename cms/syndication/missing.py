"""What is no feed and no part of the sitemap."""

from django.http import HttpRequest, HttpResponse

from cms.api.answers import endpoint
from cms.api.problems import not_found


@endpoint(parameters=None, answer=None)
def nothing(request: HttpRequest) -> HttpResponse:
    """Answer 404."""
    raise not_found()
