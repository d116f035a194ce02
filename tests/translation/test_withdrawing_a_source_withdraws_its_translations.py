"""Taking a source offline, or deleting it, takes its translations along (design/3 L5)."""

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageLogEntry

from . import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(db):
    return making.logged_in(User.objects.create_superuser("root", "root@example.org", "unimportant"))


def live(instance):
    group = type(instance).objects.filter(translation_key=instance.translation_key, live=True)
    return sorted(group.values_list("locale__language_code", flat=True))


@pytest.mark.parametrize("make", [making.publication, making.helpline])
def test_withdrawing_the_source_withdraws_its_translations(make):
    source = make()
    making.translate(source, "es", "zh-hans")
    source = making.fresh(source)
    source.unpublish()
    assert live(source) == []


@pytest.mark.parametrize("make", [making.publication, making.helpline])
def test_withdrawing_one_translation_leaves_the_others_alone(make):
    source = make()
    making.translate(source, "es", "zh-hans")
    making.twin(source, "es").unpublish()
    assert live(source) == ["en", "zh-hans"]
    making.twin(source, "zh-hans").delete()
    assert live(source) == ["en"]


@pytest.mark.parametrize("make", [making.publication, making.helpline])
def test_deleting_the_source_deletes_its_translations_and_drafts(make):
    source = make()
    making.translate(source, "es")
    making.submit(source, "zh-hans")
    making.fresh(source).delete()
    assert not type(source).objects.filter(translation_key=source.translation_key).exists()


def test_deleting_an_index_deletes_the_translations_of_what_is_below_it_wherever_they_are():
    page = making.publication()
    making.translate(page, "es")
    elsewhere = Page.objects.get(depth=2, locale__language_code="es")
    making.twin(page, "es").move(elsewhere, pos="last-child")
    page.get_parent().delete()
    assert not Page.objects.filter(translation_key=page.translation_key).exists()


def test_deleting_a_source_leaves_no_mirror_of_it_in_another_language():
    page = making.publication()
    page.copy_for_translation(making.locale("es"), copy_parents=True, alias=True)
    making.fresh(page).delete()
    assert not Page.objects.filter(translation_key=page.translation_key).exists()


def test_an_expired_source_takes_its_translations_along():
    page = making.publication()
    making.translate(page, "es")
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timezone.timedelta(minutes=1))
    call_command("publish_scheduled")
    assert live(page) == []
    assert making.twin(page, "es").expired


def test_a_translation_withdrawn_with_its_source_is_logged_once_in_the_editors_name(admin):
    page = making.publication()
    making.translate(page, "es")
    admin.post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]))
    entries = PageLogEntry.objects.filter(page=making.twin(page, "es").pk, action="wagtail.unpublish")
    assert [entry.user.username for entry in entries] == ["root"]


@pytest.mark.parametrize("action", ["unpublish", "delete"])
def test_the_editor_is_asked_and_may_keep_the_translations(admin, action):
    page = making.publication()
    making.translate(page, "es")
    address = reverse(f"wagtailadmin_pages:{action}", args=[page.pk])
    assert '<input type="checkbox" name="with_translations" checked>' in admin.get(address).content.decode()
    admin.post(address, {"asks_for_translations": "1"})
    assert live(page) == ["es"]


@pytest.mark.parametrize("action", ["unpublish", "delete"])
def test_ticked_as_it_is_the_form_takes_them_along(admin, action):
    page = making.publication()
    making.translate(page, "es")
    admin.post(
        reverse(f"wagtailadmin_pages:{action}", args=[page.pk]),
        {"asks_for_translations": "1", "with_translations": "on"},
    )
    assert live(page) == []


def test_the_translations_of_a_snippet_may_be_kept_too(admin):
    line = making.helpline()
    making.translate(line, "es")
    address = reverse("wagtailsnippets_cms_helpline:delete", args=[line.pk])
    assert 'name="with_translations" checked' in admin.get(address).content.decode()
    admin.post(address, {"asks_for_translations": "1"})
    assert live(line) == ["es"]


def test_a_translation_is_not_asked_about_the_others(admin):
    page = making.publication()
    making.translate(page, "es", "zh-hans")
    address = reverse("wagtailadmin_pages:delete", args=[making.twin(page, "es").pk])
    assert "with_translations" not in admin.get(address).content.decode()
