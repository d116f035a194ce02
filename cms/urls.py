"""Every address of the service: what editors and operators have beside the public ones of `cms.public_urls`.

The probes `/health/live` and `/health/ready` are answered in front of all addresses, by `cms.monitoring.middleware`.
"""

from django.urls import include, path
from wagtail.admin import urls as admin_urls

from cms.monitoring import metrics
from cms.public_urls import urlpatterns as public_urls

urlpatterns = [
    path("admin/", include(admin_urls)),
    *([path("metrics", metrics.metrics, name="metrics")] if metrics.is_on() else []),
    *public_urls,
]
