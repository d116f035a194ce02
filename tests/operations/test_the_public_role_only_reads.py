"""`CMS_ROLE`: a public process has no way in, no session and no right to write, and answers all that is public."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.test import Client, override_settings
from django.urls import Resolver404, get_resolver, resolve

from cms.settings import databases, roles
from tests import factories as make

EDITORS = ("sessions", "csrf", "auth.", "messages")
CHECKED = re.compile("^(SECURE_|SESSION_|CSRF_|SILENCED|MIDDLEWARE|ROOT_URLCONF|ALLOWED|SECRET|TEMPLATES|CMS_)")


@pytest.fixture
def addresses(db: None) -> list[str]:
    """Return one address of everything that is public."""
    page = make.publication(
        "Guide",
        files=[("en", make.document())],
        cover_image=make.image(),
        topics=[make.topic("missing")],
        slug="guide",
    )
    make.menu("footer", make.menu_entry("Guide", page))
    make.helpline("world")
    detail = Client().get(f"/api/v2/pages/{page.pk}/").json()
    found = re.findall(r'http://testserver(/(?:documents|images)/[^"]+)', str(detail).replace("'", '"'))
    assert {path.split("/")[1] for path in found} == {"documents", "images"}
    api = ["pages/", f"pages/{page.pk}/", "pages/?search=guide", "pages/by-path/?path=/en/press/", "site/", "locales/"]
    api += ["helplines/", "helplines/countries/", "vocabularies/", "vocabularies/topics/", "organisations/", "stats/"]
    api += ["menus/", "menus/footer/", f"pages/?child_of={page.get_parent().pk}&locale=es&fallback=en"]
    return [*(f"/api/v2/{path}" for path in api), *found, "/en/", "/es/", page.url.replace("http://testserver", "")]


@pytest.mark.both_databases
def test_everything_public_is_answered_from_a_database_that_refuses_writes(
    addresses: list[str], public_role: None, no_writing: Callable[[], Any], reader: Client
) -> None:
    with no_writing():
        with pytest.raises(DatabaseError), transaction.atomic():
            make.topic("written")
        answers = {address: reader.get(address) for address in addresses}
        assert all(answer.getvalue() for answer in answers.values())
        wrong = {address: answer.status_code for address, answer in answers.items() if answer.status_code != 200}
        assert not wrong
        assert not [
            address for address, answer in answers.items() if answer.cookies or "Cookie" in answer.get("Vary", "")
        ]
        assert reader.get("/en/nowhere/").status_code == reader.get("/api/v2/nowhere/").status_code == 404


def test_there_is_no_admin_and_no_login(db: None, public_role: None, reader: Client) -> None:
    for address in ("/admin/", "/admin/login/", "/admin/pages/1/edit/", "/metrics", "/metrics/"):
        assert reader.get(address).status_code == 404
        assert reader.post(address).status_code in (404, 405)


def test_no_address_of_the_admin_is_known(public_role: None) -> None:
    names = {str(name) for name in get_resolver().reverse_dict if isinstance(name, str)}
    assert not [name for name in [*names, *get_resolver().namespace_dict] if "admin" in name]
    with pytest.raises(Resolver404):
        resolve("/admin/")


def test_a_private_document_is_absent_whatever_cookie_is_sent(db: None, public_role: None, reader: Client) -> None:
    document = make.document()
    assert reader.get(f"/documents/{document.pk}/{document.filename}").status_code == 404


def test_no_part_of_it_knows_sessions_or_users() -> None:
    names = [*roles.middleware("public"), *roles.context_processors("public")]
    assert not [name for name in names for part in EDITORS if part in name]
    assert [name for name in roles.middleware("admin") for part in EDITORS if part in name]


@pytest.mark.parametrize("role", ["public", "admin", "all"])
def test_the_deploy_check_has_nothing_to_say(
    role: str, production: Callable[..., dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DJANGO_ALLOW_ASYNC_UNSAFE")
    values = {name: value for name, value in production(ROLE=role).items() if CHECKED.match(name)}
    assert values["CMS_ROLE"] == role
    with override_settings(**values):
        call_command("check", deploy=True, fail_level="WARNING")


@pytest.fixture
def connected() -> Iterator[Callable[[str], None]]:
    """Return a way to give the connection of this test the limits of a role."""
    options, kept = connection.settings_dict["OPTIONS"], dict(connection.settings_dict["OPTIONS"])

    def connect(role: str) -> None:
        limits = databases.limits_of(role)
        if connection.vendor == "sqlite":
            options.update(
                databases.sqlite(Path(connection.settings_dict["NAME"]), read_only=limits.read_only)["OPTIONS"]
            )
        else:
            options["options"] = limits.as_options()
        connection.close()

    yield connect
    options.clear()
    options.update(kept)
    connection.close()


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
def test_its_connection_cannot_write_and_that_of_editors_can(connected: Callable[[str], None]) -> None:
    connected("public")
    with pytest.raises(DatabaseError):
        make.topic("written")
    connected("admin")
    assert make.topic("written").pk


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
def test_no_request_waits_for_ever_for_postgresql(connected: Callable[[str], None]) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no such limits")
    for role, statement in {"public": "5s", "admin": "30s"}.items():
        connected(role)
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('statement_timeout'), current_setting('lock_timeout')")
            assert cursor.fetchone() == (statement, "3s")


def test_what_the_operator_wrote_into_the_address_goes_before_our_limits() -> None:
    url = "postgresql://db.example.org/cms?options=-c%20statement_timeout%3D9s&connect_timeout=1"
    options = databases.postgresql(url, 0, databases.limits_of("all"))["OPTIONS"]
    assert options["options"].endswith("-c statement_timeout=9s")
    assert options["connect_timeout"] in (1, "1")
