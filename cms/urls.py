"""Every address of the service: what editors have beside the public ones of `cms.public_urls`."""

from django.urls import include, path
from wagtail.admin import urls as admin_urls

from cms.public_urls import urlpatterns as public_urls

urlpatterns = [
    path("admin/", include(admin_urls)),
    *public_urls,
]
