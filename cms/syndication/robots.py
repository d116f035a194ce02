"""`/robots.txt`: what search engines should leave alone."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from cms.api.answers import content_response, endpoint

NEVER = ("/admin/", "/api/v2/preview/")
FETCHED_BY_PAGES = ("/api/", "/documents/", "/feeds/", "/images/", "/sitemap")


@endpoint(parameters=None, answer=None)
def robots(request: HttpRequest) -> HttpResponse:
    """Point to the sitemap; close the admin and previews.

    Where the site's pages are on another host, nothing here is a page to be found by itself. Pages there still fetch
    their content, files and pictures here, so these stay open. That host's own robots.txt must name the sitemap too.
    """
    rules = [f"Disallow: {path}" for path in NEVER]
    if settings.CMS_FRONTEND_URL not in {"", settings.CMS_BASE_URL}:
        rules += ["Disallow: /", *(f"Allow: {path}" for path in FETCHED_BY_PAGES)]
    lines = ["User-agent: *", *rules, "", f"Sitemap: {settings.CMS_BASE_URL}/sitemap.xml", ""]
    return content_response(request, "\n".join(lines).encode(), "text/plain; charset=utf-8")
