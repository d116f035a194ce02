"""`manage.py load_sample_content`."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings
from wagtail.models import Site

from cms.seed import builder
from cms.site.models import SiteSettings

pytestmark = pytest.mark.django_db


@pytest.fixture
def builds(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note every build instead of doing it."""
    made: list[str] = []

    def build(progress: object) -> builder.Report:
        made.append("built")
        return builder.Report()

    monkeypatch.setattr(builder, "build", build)
    return made


def run(*options: str) -> str:
    output = StringIO()
    call_command("load_sample_content", *options, stdout=output)
    return output.getvalue()


def test_it_refuses_to_run_where_debug_is_off(builds: list[str]) -> None:
    with pytest.raises(CommandError, match="--force-in-production"):
        run()
    assert builds == []


def test_it_can_be_forced_where_debug_is_off(builds: list[str]) -> None:
    run("--force-in-production")
    assert builds == ["built"]


@override_settings(DEBUG=True)
def test_an_empty_database_is_filled_if_empty(builds: list[str]) -> None:
    run("--if-empty")
    assert builds == ["built"]


@override_settings(DEBUG=True)
def test_a_finished_build_is_not_repeated_if_empty(builds: list[str]) -> None:
    site = Site.objects.get(is_default_site=True)
    SiteSettings.objects.update_or_create(site=site, defaults={"legal_name": "Somebody"})
    assert "nothing was changed" in run("--if-empty")
    assert builds == []
