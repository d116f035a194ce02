"""Every address that the public may know of; a process for the public alone (`CMS_ROLE=public`) has no other."""

from django.urls import include, path, re_path

from cms.api.endpoints.missing import no_endpoint
from cms.reading.urls import urlpatterns as reading_urls
from cms.syndication.urls import urlpatterns as syndication_urls

urlpatterns = [
    path("api/v2/", include("cms.api.urls")),
    re_path(r"^api(?:/|$)", no_endpoint),
    path("", include("cms.media.urls")),
    *syndication_urls,
    *reading_urls,
]
