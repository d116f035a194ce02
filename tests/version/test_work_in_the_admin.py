"""What editors and translators do in the admin shows in kept answers at once, and only what they publish."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.test import Client
from wagtail.admin.models import FormState

from tests import factories as make
from tests.translation import making

pytestmark = [pytest.mark.usefixtures("committed", "keeping"), pytest.mark.both_databases]
JSON = {"Accept": "application/json"}


@pytest.fixture(scope="module")
def editor(committed):
    user = get_user_model().objects.create_superuser("grace", password="correct horse battery")
    client = Client()
    client.force_login(user)
    return client


def form_of(client, address):
    """Return the fields of the form that edits something, as a browser has them."""
    forms = BeautifulSoup(client.get(address).content, "html.parser").find_all("form", method="POST")
    form = max(forms, key=lambda form: len(form.find_all("input")))
    data = {
        field["name"]: field.get("value", "")
        for field in form.find_all("input")
        if field.get("name") and field.get("type") not in {"checkbox", "radio", "submit"}
    }
    data |= {field["name"]: field.text.lstrip("\n") for field in form.find_all("textarea") if field.get("name")}
    for field in form.find_all("select"):
        if field.get("name") and (chosen := field.find("option", selected=True)):
            data[field["name"]] = chosen.get("value", "")
    return data


@pytest.fixture
def row():
    return make.standard("Before")


def title_of(reader, row):
    return reader.get(f"/api/v2/pages/{row.pk}/").json()["title"]


def test_a_form_saved_as_draft_raises_nothing_and_published_shows_at_once(raises, editor, client, row):
    address = f"/admin/pages/{row.pk}/edit/"
    assert title_of(client, row) == "Before"
    form = {**form_of(editor, address), "body-count": "0", "title": "After"}
    assert not raises(lambda: editor.post(address, form))
    assert make.fresh(row).draft_title == "After"
    assert title_of(client, row) == "Before"
    assert raises(lambda: editor.post(address, {**form, "action-publish": "1"}))
    assert title_of(client, row) == "After"


def test_writing_with_autosave_and_preview_raises_nothing(raises, editor, row):
    address = f"/admin/pages/{row.pk}/edit/"
    form = {**form_of(editor, address), "body-count": "0", "title": "Half a sen"}

    def written():
        saved = editor.post(address, form, headers=JSON).json()
        again = {**form, "title": "Half a sentence", "overwrite_revision_id": saved["revision_id"]}
        assert editor.post(address, again, headers=JSON).json()["success"]
        assert editor.post(f"{address}preview/", again).json()["is_valid"]

    assert not raises(written)
    assert make.fresh(row).draft_title == "Half a sentence"
    assert FormState.objects.exists()


def test_a_snippet_saved_as_draft_raises_nothing_and_published_shows_at_once(raises, editor, client):
    banner = make.announcement("fair", text="Before")
    address = f"/admin/snippets/cms/announcement/edit/{banner.pk}/"
    form = {**form_of(editor, address), "text": "After"}

    def texts():
        return [row["text"] for row in client.get("/api/v2/site/").json()["banners"]]

    assert texts() == ["Before"]
    assert not raises(lambda: editor.post(address, form))
    assert make.fresh(banner).latest_revision.content["text"] == "After"
    assert raises(lambda: editor.post(address, {**form, "action-publish": "1"}))
    assert texts() == ["After"]


ACTIONS = {"unpublish": {}, "delete": {}, "privacy": {"restriction_type": "login"}}


@pytest.mark.parametrize("action", ACTIONS)
def test_what_is_withdrawn_is_gone_at_once(editor, client, row, action):
    names = {"unpublish": "unpublish/", "delete": "delete/", "privacy": "privacy/"}
    assert title_of(client, row) == "Before"
    editor.post(f"/admin/pages/{row.pk}/{names[action]}", ACTIONS[action])
    assert client.get(f"/api/v2/pages/{row.pk}/").status_code == 404


def test_a_bulk_action_shows_at_once(editor, client, row):
    assert title_of(client, row) == "Before"
    editor.post(f"/admin/bulk/wagtailcore/page/unpublish/?id={row.pk}&next=/admin/", {"next": "/admin/"})
    assert client.get(f"/api/v2/pages/{row.pk}/").status_code == 404


def test_a_translation_shows_at_once_when_it_is_published(raises, client):
    source = making.publication("Watched over")
    address = f"/api/v2/pages/{source.pk}/"
    assert client.get(address).json()["meta"]["translations"] == []
    making.submit(source, "es")
    assert not raises(lambda: making.type_strings(source, "es"))
    assert client.get(address).json()["meta"]["translations"] == []
    making.publish_translation(source, "es")
    assert [row["locale"] for row in client.get(address).json()["meta"]["translations"]] == ["es"]
