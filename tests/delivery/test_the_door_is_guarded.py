"""No header, method or address breaks anything: of the API, of pages and files, in the admin (design/5 §4)."""

import io
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.signals import request_started
from django.db import close_old_connections
from django.test import Client

from cms.wsgi import application
from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

# Headers and methods

HEADERS = {
    "a host that is none of ours": ({"Host": "evil.example"}, 400),
    "a host that cannot be one": ({"Host": "a b/?c"}, 400),
    "another host, forwarded": ({"X-Forwarded-Host": "evil.example"}, 200),
    "tags without end": ({"If-None-Match": '"' + "a," * 5000}, 200),
    "a tag of quotes": ({"If-None-Match": '""""W/W/"*'}, 200),
    "a date that is none": ({"If-Modified-Since": "Mon, 99 Foo 99999999 25:61:61 GMT"}, 200),
    "types of every kind": ({"Accept": "application/xml;q=nan, */;q=-1, " + "a/b," * 3000}, 200),
    "languages without end": ({"Accept-Language": "xx;q=1e999," * 1000}, 200),
    "encodings of no kind": ({"Accept-Encoding": "br;q=x, \xff"}, 200),
    "an origin that is none": ({"Origin": "null\t"}, 200),
    "a range of nothing": ({"Range": "bytes=9-1"}, 200),
    "a length that is none": ({"Content-Length": "abc"}, 200),
    "a session that is none": ({"Cookie": 'sessionid="\\000aaaaaaaaaaaa"; csrftoken=\xff'}, 200),
    "another method, overridden": ({"X-HTTP-Method-Override": "DELETE"}, 200),
}


@pytest.mark.parametrize("name", HEADERS)
def test_no_header_breaks_anything_or_shows_in_the_answer(name: str, client: Client) -> None:
    headers, status = HEADERS[name]
    plain = client.get("/api/v2/pages/?limit=3")
    response = client.get("/api/v2/pages/?limit=3", headers=headers)
    assert response.status_code == status
    if status == 200:
        assert response.content == plain.content
    else:
        assert response["Content-Type"] == "application/problem+json"
        assert "evil" not in response.content.decode()


def test_a_refusal_at_the_door_may_be_read_by_pages_of_other_sites(client: Client) -> None:
    response = client.get("/api/v2/pages/?title=%00", headers={"Origin": "https://www.example.org"})
    assert (response.status_code, response["Access-Control-Allow-Origin"]) == (400, "*")
    assert response["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'"


def served(path: str, query: str = "", **environ: str) -> tuple[str, bytes]:
    """Ask as a server does, from the very outside; the test client makes requests in its own way."""
    status: list[str] = []
    asked = {
        "REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": query, "SERVER_NAME": "testserver",
        "SERVER_PORT": "80", "wsgi.input": io.BytesIO(), "wsgi.url_scheme": "http", **environ,
    }  # fmt: skip
    request_started.disconnect(close_old_connections)
    try:
        answer = application(asked, lambda line, headers, trouble=None: status.append(line))
    finally:
        request_started.connect(close_old_connections)
    return status[0], b"".join(answer)


CHARSETS = (
    "charset=base64",
    "charset=utf-7",
    "charset=idna",
    "charset*=utf-8''a%00b",
    "x*=idna''%00",
    "charset=utf-16",
)


@pytest.mark.parametrize("charset", CHARSETS)
@pytest.mark.parametrize("path", ["/api/v2/locales/", "/en/", "/admin/login/"])
def test_an_address_is_utf_8_whatever_the_type_of_a_body_says(charset: str, path: str) -> None:
    """Django decodes the query by that charset while it makes the request, before any middleware could help."""
    status, content = served(path)
    assert status == "200 OK"
    again = served(path, CONTENT_TYPE=f"text/plain; {charset}")
    assert again[0] == "200 OK"
    assert again[1] == content or path == "/admin/login/"


def test_utf_7_hides_no_nul() -> None:
    status, content = served("/api/v2/pages/", "title=%2BAAA-", CONTENT_TYPE="text/plain; charset=utf-7")
    assert (status, b'"items":[]' in content) == ("200 OK", True)


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND", "FOO", "GE\u0167"])
def test_a_method_that_writes_or_is_none_is_refused_without_a_token(method: str, problem: Any) -> None:
    client = Client(enforce_csrf_checks=True)
    for address in ("pages/", "pages/1/", "nope/"):
        response = client.generic(method, f"/api/v2/{address}")
        assert (response.status_code, response["Content-Type"]) == (405, "application/problem+json")
        assert response["Allow"].startswith("GET, HEAD")


# Everywhere else: reading pages, files, the admin

ELSEWHERE = {
    "NUL": ("%00", 400),
    "NUL, twice encoded": ("%2500", 400),
    "a line feed": ("x%0A", 400),
    "bytes": ("%FF", 400),
    "a lone surrogate": ("%ED%A0%80", 400),
    "an overlong slash": ("%C0%AF", 400),
    "brackets": ("x//[/", 404),
    "a way up": ("..%2f..%2fetc/passwd", 404),
    "a number of 30 digits": ("9" * 30 + "/x/y.webp", 404),
    "a path of 3 kB": ("a/" * 1500, 414),
    "a query of 3 kB": ("?a=" + "a" * 3000, 414),
    "1,000 ampersands": ("?" + "&" * 1000, 400),
    "NUL in a query": ("?offset=%00", 400),
    "bytes in a query": ("?offset=%FF", 400),
}


@pytest.mark.parametrize("root", ["/", "/en/", "/es/press/", "/images/", "/documents/", "/static/", "/feeds/"])
def test_no_address_of_pages_and_files_breaks_anything(root: str, client: Client) -> None:
    for name, (rest, status) in ELSEWHERE.items():
        response = client.get(f"{root}{rest}")
        assert response.status_code == status, name
        if status != 404:
            assert response["Content-Type"] == "text/plain; charset=utf-8", name
            assert response["Cache-Control"] == "no-store", name
            assert len(response.content) < 200, name


def test_an_address_of_two_slashes_and_a_bracket_is_found_nowhere() -> None:
    assert served("//[/")[0] == "404 Not Found"
    assert served("//evil.example/%2f..")[0] == "404 Not Found"


def test_a_cookie_of_nul_is_refused_where_cookies_are_read(client: Client) -> None:
    """A session's key is asked of the database as it is, and PostgreSQL refuses NUL."""
    headers = {"Cookie": 'sessionid="\\000aaaaaaaaaaaa"'}
    for path in ("/admin/", "/admin/login/", "/documents/1/x.pdf"):
        assert client.get(path, headers=headers).status_code == 400
    assert client.get("/admin/login/", headers={"Cookie": "sessionid=aaaaaaaaaaaa; x=\xff"}).status_code == 200


@pytest.mark.parametrize("cookie", ["sessionid=short; csrftoken=x", f"sessionid={'stolen' * 5}; csrftoken=\xff", "x"])
def test_a_public_answer_reads_no_cookie_and_sets_none(cookie: str, client: Client) -> None:
    document = make.document()
    make.publication("Guide", slug="guide", files=[("en", document)])
    addresses = [
        "/api/v2/pages/?limit=3", "/api/v2/nope", "/feeds/press/en.atom", "/sitemap.xml", "/robots.txt", "/en/",
        "/en/nowhere/", f"/documents/{document.pk}/{document.filename}",
    ]  # fmt: skip
    for address in addresses:
        plain, response = client.get(address), client.get(address, headers={"Cookie": cookie})
        assert response.getvalue() == plain.getvalue(), address
        assert (response.status_code, response.headers) == (plain.status_code, plain.headers), address
        assert not response.cookies, address
        assert "Cookie" not in response.get("Vary", ""), address


ADMIN = (
    "pages/?q=", "pages/?p=", "pages/?ordering=", "pages/search/?q=", "images/?q=", "images/?collection_id=",
    "images/chooser/?q=", "documents/?q=", "documents/chooser/?p=", "choose-page/?page_type=",
    "choose-page/search/?q=",
    "snippets/cms/helpline/?q=", "snippets/cms/helpline/?locale=", "reports/site-history/?user=", "users/?q=",
    "redirects/?q=", "login/?next=", "pages/{}/edit/", "pages/{}/", "images/{}/", "documents/edit/{}/",
    "snippets/cms/organisation/edit/{}/",
)  # fmt: skip
WORDS = ("%00", "%FF", "%22", "9" * 30, "1e9", "//[", "a+" * 500)


@pytest.fixture
def administrator(client: Client) -> Client:
    """Return a client that may do everything in the admin."""
    client.force_login(get_user_model().objects.create_superuser("root", "root@example.org", "password"))
    return client


@pytest.mark.parametrize("place", ADMIN)
def test_no_address_of_the_admin_breaks_anything(place: str, administrator: Client) -> None:
    for word in WORDS:
        address = place.format(word) if "{}" in place else place + word
        response = administrator.get(f"/admin/{address}")
        assert response.status_code < 500, address[:100]
        if word in {"%00", "%FF"}:
            assert response.status_code == 400, address


def test_what_editors_search_for_may_hold_quotes(administrator: Client) -> None:
    page = make.publication("Safe schools")
    for words in ('"Safe schools"', 'Safe "schools', 'Sa"'):
        found = administrator.get("/admin/pages/", {"q": words})
        assert f"/admin/pages/{page.pk}/edit/" in found.content.decode()
    assert f"/{page.pk}/edit/" not in administrator.get("/admin/pages/", {"q": '"'}).content.decode()


def test_the_long_addresses_and_tabs_of_the_admin_are_answered(administrator: Client) -> None:
    for query in ("q=" + "a" * 5000, "&".join(f"id={number}" for number in range(500)), "q=pasted%09text"):
        assert administrator.get(f"/admin/pages/?{query}").status_code == 200
