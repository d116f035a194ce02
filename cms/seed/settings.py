"""The site's settings. They are written last, and so tell that a build came to its end."""

from datetime import date

from django.db import transaction
from wagtail.models import Site

from cms.seed.content import Content, Place
from cms.seed.names import Names
from cms.seed.plans import Fields, Plan
from cms.site.models import SiteSettings


def build(content: Content, names: Names) -> bool:
    """Bring the settings in line with the file; return whether they changed."""
    instance = SiteSettings.for_site(Site.objects.get(is_default_site=True))
    plan = plan_of(content, names)
    if plan.is_done(instance):
        return False
    plan.apply(instance)
    with transaction.atomic(durable=True):
        instance.save()
    return True


def plan_of(content: Content, names: Names) -> Plan:
    """Return the planned settings.

    Raises:
        ContentError: for an unknown key.
    """
    place = Place("site.toml")
    table = content.tables.get("site", {})
    place.no_other_keys(table, {"settings", "social"})
    values = Fields(SiteSettings, names, "settings", date.today()).plan(table.get("settings", {}), place / "settings")
    for row_place, row in content.rows("site", "social"):
        row_place.no_other_keys(row, {"network", "url"})
    return Plan(values, {"social_links": [dict(row) for _place, row in content.rows("site", "social")]})


def are_filled(site: Site) -> bool:
    """Say whether somebody has filled the settings in."""
    return SiteSettings.objects.filter(site=site).exclude(legal_name="").exists()
