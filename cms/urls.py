"""Every address of the service, on one screen."""

from django.urls import include, path
from wagtail.admin import urls as admin_urls

from cms.reading.urls import urlpatterns as reading_urls

urlpatterns = [
    path("admin/", include(admin_urls)),
    path("api/v2/", include("cms.api.urls")),
    path("", include("cms.media.urls")),
    *reading_urls,
]
