"""A process that only answers the public leaves out what only editors and other settings need: 55 MiB of 150."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from tests import factories as make
from tests.operations.processes import SECONDS

NEEDLESS = {
    "wagtail.admin.urls": "the addresses of the admin",
    "wagtail.admin.wagtail_hooks": "what Wagtail finds for the admin",
    "rest_framework": "the editor of translations",
    "wagtail.api.v3.api": "an API that is not ours",
    "pydantic": "an API that is not ours",
    "pillow_heif": "kinds of picture that are refused",
    "requests": "asking other hosts",
    "redis": "REDIS_URL",
    "limits": "CMS_RATE_LIMIT",
}
ASKING = """
import json, sys
from django.test import RequestFactory
from cms.wsgi import application

for address in json.loads(sys.argv[1]):
    statuses = []
    environ = RequestFactory(SERVER_NAME="localhost").get(address).environ
    list(application(environ, lambda status, headers: statuses.append(status)))
    assert statuses == ["200 OK"], (address, statuses)
print(json.dumps(list(sys.modules)))
"""


def database_url() -> str:
    """Return the address of the database of the tests."""
    place = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{place['NAME']}"
    password = f":{place['PASSWORD']}" if place["PASSWORD"] else ""
    return f"postgresql://{place['USER']}{password}@{place['HOST']}:{place['PORT'] or 5432}/{place['NAME']}"


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
def test_public_answers_bring_in_nothing_that_only_others_need(tmp_path: Path) -> None:
    page = make.publication("Guide", files=[("en", make.document())], cover_image=make.image(), slug="guide")
    addresses = ["pages/", f"pages/{page.pk}/", "site/", "helplines/?locale=en", "locales/", "openapi.json", "docs/"]
    addresses = [*(f"/api/v2/{address}" for address in addresses), page.url.replace("http://testserver", ""), "/en/"]
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("CMS_", "REDIS_"))},
        "DJANGO_SETTINGS_MODULE": "cms.settings.dev",
        "DATABASE_URL": database_url(),
        "CMS_DATA_DIR": str(tmp_path),
    }
    command = [sys.executable, "-W", "ignore", "-c", ASKING, json.dumps([*addresses, "/sitemap.xml"])]
    asked = subprocess.run(
        command, cwd=settings.BASE_DIR, env=environment, timeout=SECONDS, capture_output=True, text=True, check=False
    )
    assert asked.returncode == 0, asked.stderr
    imported = set(json.loads(asked.stdout))
    drivers = {"psycopg"} if connection.vendor == "sqlite" else {"sqlite3"}
    assert not imported & {*NEEDLESS, *drivers}
