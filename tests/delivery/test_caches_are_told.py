"""What shared caches in front of the service read in an answer."""

import pytest

from tests import factories as make

pytestmark = pytest.mark.django_db


def test_surrogate_keys_name_site_endpoint_and_language(client):
    assert client.get("/api/v2/pages/?locale=zh-cn")["Surrogate-Key"] == "site pages locale-zh-Hans"
    assert client.get("/api/v2/site/")["Surrogate-Key"] == "site site"


def test_everything_else_that_a_cdn_may_keep_can_be_dropped_with_all_the_rest(client):
    page = make.release("News")
    found = client.get(f"/api/v2/pages/find/?id={page.pk}")
    for answer in (found, client.get("/en/"), client.get("/")):
        assert answer["Cache-Control"].startswith("public")
        assert answer["Surrogate-Key"] == "site"
    assert "Surrogate-Key" not in client.get("/api/v2/nope/")


def test_an_answer_tells_nothing_of_what_is_to_come(client):
    answer = client.get("/api/v2/site/")
    assert answer["Cache-Control"] == "public, max-age=10"
    assert not {"Last-Modified", "Expires", "Age", "Cache-Status"} & set(answer.headers)
