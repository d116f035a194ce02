"""Every address of the service: what editors and operators have beside the public ones of `cms.public_urls`.

The admin's addresses are imported when one of them is first asked for: with all that they bring, they take 20 MiB of
each process, which a process that only answers the public need not have.

The probes `/health/live` and `/health/ready` are answered in front of all addresses, by `cms.monitoring.middleware`.
"""

from django.urls import URLResolver, path
from django.urls.resolvers import RoutePattern

from cms.monitoring import metrics
from cms.public_urls import urlpatterns as public_urls

urlpatterns = [
    URLResolver(RoutePattern("admin/"), "wagtail.admin.urls"),
    *([path("metrics", metrics.metrics, name="metrics")] if metrics.is_on() else []),
    *public_urls,
]
