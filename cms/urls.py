"""Every address of the service, on one screen."""

from django.urls import include, path, re_path
from wagtail.admin import urls as admin_urls

from cms.api.endpoints.missing import no_endpoint
from cms.reading.urls import urlpatterns as reading_urls
from cms.syndication.urls import urlpatterns as syndication_urls

urlpatterns = [
    path("admin/", include(admin_urls)),
    path("api/v2/", include("cms.api.urls")),
    re_path(r"^api(?:/|$)", no_endpoint),
    path("", include("cms.media.urls")),
    *syndication_urls,
    *reading_urls,
]
