"""One embargo for a whole translation group, edited on the page's form."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone
from wagtail.models import PageLogEntry

from cms.publishing.models import Embargo
from tests import factories

pytestmark = pytest.mark.django_db
LATER = timezone.now().replace(second=0, microsecond=0) + timedelta(days=30)


def written(moment):
    return moment.strftime("%Y-%m-%d %H:%M")


def client_of(role):
    user = get_user_model().objects.create_user(role, f"{role}@example.org", "a long password")
    user.groups.add(Group.objects.get(name=role))
    client = Client()
    client.force_login(user)
    return client


def save(client, page, **changes):
    """Send the edit form back as a browser would, with changes."""
    address = f"/admin/pages/{page.pk}/edit/"
    form = BeautifulSoup(client.get(address).content, "html.parser").find("form", id="page-edit-form")
    data = {
        field["name"]: field.get("value", "")
        for field in form.find_all("input")
        if field.get("name") and field.get("type") not in {"checkbox", "radio", "submit"}
    }
    data |= {field["name"]: field.text.lstrip("\n") for field in form.find_all("textarea") if field.get("name")}
    return client.post(address, {**data, "body-count": "0", **changes})


@pytest.fixture
def page():
    return factories.standard("News")


def test_an_editor_sets_an_embargo_for_every_language_and_it_is_logged(page, api):
    twin = factories.translated(page, "es", title="Noticias")
    assert save(client_of("Editors"), page, embargo_until=written(LATER)).status_code == 302
    assert Embargo.objects.get().until == LATER
    assert PageLogEntry.objects.filter(page=page.pk, action="cms.embargo.set").count() == 1
    assert [api.get(f"pages/{row.pk}/").status for row in (page, twin)] == [404, 404]


def test_saving_a_draft_prolongs_an_embargo_but_never_lifts_it(page):
    Embargo.objects.create(translation_key=page.translation_key, until=LATER)
    editor = client_of("Editors")
    for change in ("", written(LATER - timedelta(days=1))):
        save(editor, page, embargo_until=change)
        assert Embargo.objects.get().until == LATER
    save(editor, page, embargo_until=written(LATER + timedelta(days=1)))
    assert Embargo.objects.get().until == LATER + timedelta(days=1)


def test_publishing_with_an_empty_field_lifts_it(page, api):
    Embargo.objects.create(translation_key=page.translation_key, until=LATER)
    save(client_of("Editors"), page, embargo_until="", **{"action-publish": "1"})
    assert not Embargo.objects.exists()
    assert PageLogEntry.objects.filter(page=page.pk, action="cms.embargo.lifted").count() == 1
    assert api.get(f"pages/{page.pk}/").status == 200


def test_who_may_not_publish_may_not_touch_it(page):
    Embargo.objects.create(translation_key=page.translation_key, until=LATER)
    author = client_of("Authors")
    for change in ("", written(LATER + timedelta(days=9))):
        save(author, page, embargo_until=change, **{"action-publish": "1"})
        assert Embargo.objects.get().until == LATER
