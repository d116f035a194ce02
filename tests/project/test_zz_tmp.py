import pytest
from wagtail.models import Page, Locale
@pytest.mark.parametrize("n", [1,2])
def test_browser(page, live_server, n):
    assert Locale.objects.count() and Page.objects.count()
    page.goto(live_server.url + "/admin/login/")
    page.screenshot(path="/tmp/plug/s.png")
    assert page.locator("input[name=username]").count() == 1
    assert page.evaluate("getComputedStyle(document.querySelector('button[type=submit]')).backgroundColor") != "rgba(0, 0, 0, 0)"
def test_plain(db, api, query_count):
    with query_count() as q: Locale.objects.count()
    assert len(q) == 1
    assert api.get("nothing/").status == 404
@pytest.mark.django_db(transaction=True)
def test_tx():
    assert Page.objects.count() == 2, Page.objects.count()
