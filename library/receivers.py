"""Old addresses of a publication lead to it from the moment it is published."""

from typing import Any

from wagtail.contrib.redirects.models import Redirect
from wagtail.signals import page_published

from library.models import PublicationPage


def lead_old_addresses(sender: type[Any], instance: PublicationPage, **kwargs: Any) -> None:
    """Make a permanent redirect of each old address; one that an editor has made already is left alone."""
    for row in instance.legacy_urls.all():
        Redirect.objects.get_or_create(
            old_path=Redirect.normalise_path(row.path),
            site=None,
            defaults={"redirect_page_id": _source_pk(instance), "is_permanent": True},
        )


def _source_pk(page: PublicationPage) -> int:
    """Redirects point at the oldest page of the group, which outlives its translations."""
    group = PublicationPage.objects.filter(translation_key=page.translation_key)
    return group.order_by("pk").values_list("pk", flat=True)[0]


def connect() -> None:
    """Listen."""
    page_published.connect(lead_old_addresses, sender=PublicationPage, dispatch_uid="library.old_addresses")
