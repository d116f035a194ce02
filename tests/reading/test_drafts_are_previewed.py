"""Previews in the admin: the draft as it is, seen by its editor alone."""

import json
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from cms.pages.registry import page_types
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(get_user_model().objects.create_superuser("editor", "editor@example.org", "secret"))
    return client


def assert_private(response: Any) -> None:
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex"


def standard_form(**values: Any) -> dict[str, Any]:
    rows = {name: inline_formset([]) for name in ("topic_rows", "country_rows")}
    return nested_form_data(
        {"title": "Title", "slug": "slug", "body": streamfield([]), **rows, "comments": inline_formset([]), **values}
    )


def test_an_edited_page_is_previewed_as_it_is_in_the_form(editor: Client) -> None:
    page = make.standard("Mission", slug="mission")
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    answer = editor.post(address, standard_form(title="Mission, new", slug="mission"))
    assert json.loads(answer.content)["is_valid"], answer.content
    response = editor.get(address, {"in_preview_panel": "true"})
    assert_private(response)
    assert "Mission, new" in response.content.decode()
    assert "Mission, new" not in editor.get("/en/mission/").content.decode()


def test_a_page_that_was_never_saved_is_previewed(editor: Client) -> None:
    parent = make.home("es")
    address = reverse("wagtailadmin_pages:preview_on_add", args=["home", "standardpage", parent.pk])
    answer = editor.post(address, standard_form(title="Nueva", slug="nueva"))
    assert json.loads(answer.content)["is_valid"], answer.content
    response = editor.get(address)
    assert_private(response)
    assert "Nueva" in response.content.decode()
    assert '<html lang="es"' in response.content.decode()


@pytest.mark.parametrize("label", sorted(page_types()))
def test_an_empty_draft_of_any_type_is_drawn(label: str) -> None:
    page = page_types()[label](title="Only a title")
    response = page.make_preview_request()
    assert_private(response)
    assert "Only a title" in response.content.decode()


def test_a_draft_shows_what_it_points_at_as_the_public_sees_it() -> None:
    secret = make.standard("Secret", draft=True)
    page: Any = make.standard("Mission", draft=True)
    page.body = [make.block("paragraph", f'<p><a linktype="page" id="{secret.pk}">look</a></p>')]
    text = page.make_preview_request().content.decode()
    assert "look" in text and "ecret" not in text


def test_a_translation_is_previewed_before_it_is_published(editor: Client) -> None:
    page = make.standard("Mission", slug="mission", intro="What we are for.")
    source, _created = TranslationSource.get_or_create_from_instance(page)
    source.update_from_db()
    translation = Translation.objects.create(source=source, target_locale=make.locale("es"))
    translation.save_target(publish=False)
    segment = source.stringsegment_set.get(context__path="title")
    StringTranslation.objects.create(
        translation_of=segment.string, context=segment.context, locale=make.locale("es"), data="Misión",
        translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
    )  # fmt: skip
    response = editor.get(reverse("wagtail_localize:preview_translation", args=[translation.pk]))
    assert_private(response)
    assert "Misión" in response.content.decode()
    assert '<html lang="es"' in response.content.decode()


def test_a_public_page_that_serves_itself_is_what_the_public_sees(rf: Any) -> None:
    page = make.standard("Mission", slug="mission")
    hidden = make.standard("Secret", slug="secret", draft=True)
    assert page.serve(rf.get("/en/mission/")).status_code == 200
    assert hidden.serve(rf.get("/en/secret/")).status_code == 404
