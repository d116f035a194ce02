"""Editors find a list and a form of everything that they write; translators may read and change snippets."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from wagtail.models import TranslatableMixin
from wagtail.snippets.models import get_snippet_models

from cms.seed.foundation import translator_group
from library.models import CoursePage
from press.models import EventPage
from tests import factories as make

pytestmark = pytest.mark.django_db
KINDS = [model for model in get_snippet_models() if issubclass(model, TranslatableMixin)]


@pytest.fixture
def member(client: Client) -> Any:
    """Return a client that is logged in as a member of a group."""

    def log_in(group: str) -> Client:
        user = get_user_model().objects.create_user("ada", password="correct horse battery")
        user.groups.add(Group.objects.get(name=group))
        client.force_login(user)
        return client

    return log_in


def test_an_editor_has_a_list_and_a_form_of_every_snippet(member: Any) -> None:
    editor = member("Editors")
    for model in KINDS:
        for view in ("list", "add"):
            address = reverse(model.snippet_viewset.get_url_name(view))
            assert editor.get(address).status_code == 200, address


def test_a_translator_may_change_every_snippet_and_add_none(member: Any) -> None:
    translator = member(translator_group("es"))
    for model in KINDS:
        viewset: Any = model.snippet_viewset
        assert translator.get(reverse(viewset.get_url_name("list"))).status_code == 200, model
        assert translator.get(reverse(viewset.get_url_name("add"))).status_code == 302, model


@pytest.mark.parametrize(("model", "parent"), [(EventPage, make.calendar), (CoursePage, make.courses)])
def test_events_and_courses_have_their_list_and_form(model: Any, parent: Any, member: Any) -> None:
    editor, above = member("Editors"), parent()
    page = make.event("Day") if model is EventPage else make.course("Day")
    listed = editor.get(reverse("events:index" if model is EventPage else "courses:index"))
    assert page.title in listed.content.decode()
    for name, arguments in (
        ("add", (model._meta.app_label, model._meta.model_name, above.pk)),
        ("edit", (page.pk,)),
    ):
        assert editor.get(reverse(f"wagtailadmin_pages:{name}", args=arguments)).status_code == 200, name
