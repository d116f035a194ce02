"""The whole way through the admin, with the roles that every installation has."""

import pytest
from django.contrib.auth.models import Group, User
from django.urls import reverse
from wagtail.models import ModelLogEntry, PageLogEntry
from wagtail_localize.models import TranslationSource

from . import making

pytestmark = pytest.mark.django_db


def of_role(name):
    user = User.objects.create_user(name.replace(" ", "-").lower(), password="unimportant")
    user.groups.add(Group.objects.get(name=name))
    return making.logged_in(user)


def edit_address(instance):
    if hasattr(instance, "depth"):
        return reverse("wagtailadmin_pages:edit", args=[instance.pk])
    return reverse(f"wagtailsnippets_cms_{instance._meta.model_name}:edit", args=[instance.pk])


def submit_address(instance):
    if hasattr(instance, "depth"):
        return reverse("wagtail_localize:submit_page_translation", args=[instance.pk])
    return reverse("wagtail_localize:submit_snippet_translation", args=["cms", instance._meta.model_name, instance.pk])


@pytest.mark.parametrize("make", [making.publication, making.helpline])
def test_a_translator_submits_and_translates_and_an_editor_publishes_and_synchronises(make):
    source = make()
    translator, editor = of_role("Translators es"), of_role("Editors")
    response = translator.post(submit_address(source), {"locales": [making.locale("es").pk]}, follow=True)
    assert response.status_code == 200
    spanish = making.twin(source, "es")
    assert translator.get(edit_address(spanish)).status_code == 200
    record = making.record(source, "es")
    for segment in record.source.stringsegment_set.all():
        address = reverse("wagtail_localize:edit_string_translation", args=[record.pk, segment.pk])
        data = f"value=es+{segment.string.data}"
        assert translator.put(address, data, content_type="application/x-www-form-urlencoded").status_code == 201
    translator.post(edit_address(spanish), {"action": "publish"})
    assert not making.twin(source, "es").live
    editor.post(edit_address(spanish), {"action": "publish"})
    assert making.twin(source, "es").live
    assert making.state(source, "es") == "current"
    log = PageLogEntry if hasattr(source, "depth") else ModelLogEntry
    last = log.objects.filter(action="wagtail.publish").order_by("pk").last()
    assert (str(last.object_id), last.user.username) == (str(spanish.pk), "editors")
    field = "description" if make is making.helpline else "summary"
    source = making.republish(source, **{field: "Changed."})
    assert making.state(source, "es") == "outdated"
    synchronise = reverse(
        "wagtail_localize:update_translations",
        args=[TranslationSource.objects.get(object_id=source.translation_key).pk],
    )
    assert editor.get(synchronise).status_code == 200
    editor.post(synchronise, {"publish_translations": "on"})
    assert making.state(source, "es") == "partial"


def test_an_open_translation_editor_still_finds_its_strings_after_a_publish_of_the_source():
    page = making.publication()
    making.submit(page, "es")
    record = making.record(page, "es")
    before = set(record.source.stringsegment_set.values_list("pk", flat=True))
    making.republish(page, social_image=making.picture(), slug="another", title="Another")
    assert set(record.source.stringsegment_set.values_list("pk", flat=True)) == before
