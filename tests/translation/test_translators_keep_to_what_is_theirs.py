"""wagtail-localize's own views ask for rights on what they touch (research/reliability.md, P1 to P5)."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import Page
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from home.models import StandardPage

from . import making

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
SUBMIT = "wagtail_localize.submit_translation"


@pytest.fixture
def spanish(db):
    """A translator of Spanish."""
    return making.logged_in(making.person("spanish", SUBMIT, "cms.change_helpline", homes={"es": ("add", "change")}))


@pytest.fixture
def bystander(db):
    """Somebody of the admin who was only given the right to submit."""
    return making.logged_in(making.person("bystander", SUBMIT))


def submit_address(page):
    return reverse("wagtail_localize:submit_page_translation", args=[page.pk])


def submit_snippet_address(line):
    return reverse("wagtail_localize:submit_snippet_translation", args=["cms", "helpline", line.pk])


def test_a_draft_cannot_be_submitted_by_somebody_who_may_not_see_it(spanish, bystander):
    draft, public = making.publication("Hidden", publish=False), making.publication()
    for client, page in ((spanish, draft), (bystander, draft), (bystander, public)):
        response = client.get(submit_address(page))
        assert "Hidden" not in response.content.decode()
        client.post(submit_address(page), {"locales": [making.locale("es").pk]})
    assert not Translation.objects.exists()


def test_a_translator_submits_what_is_public_into_their_own_language_only(spanish):
    page, line = making.publication(), making.helpline()
    for address, source in ((submit_address(page), page), (submit_snippet_address(line), line)):
        form = spanish.get(address).context["form"]
        assert [locale.language_code for locale in form.fields["locales"].queryset] == ["es"]
        spanish.post(address, {"locales": [making.locale("zh-hans").pk]})
        assert not Translation.objects.filter(source__object_id=source.translation_key).exists()
        spanish.post(address, {"locales": [making.locale("es").pk]})
        assert not making.twin(source, "es").live


def test_a_translator_submits_no_subtree(spanish):
    home = Page.objects.get(depth=2, locale__language_code="en")
    parent = home.add_child(instance=StandardPage(title="About", locale=home.locale))
    child = parent.add_child(instance=StandardPage(title="Terms", locale=home.locale, live=False))
    spanish.post(submit_address(parent), {"locales": [making.locale("es").pk], "include_subtree": "on"})
    assert making.twin(parent, "es")
    assert not Translation.objects.filter(source__object_id=child.translation_key).exists()


def test_a_translator_edits_only_their_own_language(spanish):
    line, page = making.helpline(), making.publication()
    for source in (line, page):
        making.submit(source, "es", "zh-hans")
        for code, status in (("es", 201), ("zh-hans", 403)):
            record = making.record(source, code)
            segment = record.source.stringsegment_set.first()
            address = reverse("wagtail_localize:edit_string_translation", args=[record.pk, segment.pk])
            response = spanish.put(address, "value=Hola", content_type="application/x-www-form-urlencoded")
            assert response.status_code == status
    for code, status in (("es", 200), ("zh-hans", 302), ("en", 302)):
        address = reverse("wagtailsnippets_cms_helpline:edit", args=[making.twin(line, code).pk])
        assert spanish.get(address).status_code == status


def test_publishing_on_update_needs_the_right_to_publish(spanish):
    page = making.publication()
    making.submit(page, "es")
    source = TranslationSource.objects.get(object_id=page.translation_key)
    address = reverse("wagtail_localize:update_translations", args=[source.pk])
    assert spanish.get(address).status_code == 200
    spanish.post(address, {"publish_translations": "on"})
    assert not making.twin(page, "es").live
    reviewer = making.logged_in(making.person("reviewer", SUBMIT, homes={"es": ("change", "publish")}))
    assert reviewer.post(address, {"publish_translations": "on"}).status_code == 302
    assert making.twin(page, "es").live


def test_a_reviewer_of_one_language_does_not_publish_a_snippet_in_another():
    line = making.helpline()
    making.submit(line, "es", "zh-hans")
    rights = [SUBMIT, "cms.change_helpline", "cms.publish_helpline"]
    reviewer = making.logged_in(making.person("reviewer", *rights, homes={"es": ("change", "publish")}))
    source = TranslationSource.objects.get(object_id=line.translation_key)
    reviewer.post(reverse("wagtail_localize:update_translations", args=[source.pk]), {"publish_translations": "on"})
    assert not making.twin(line, "zh-hans").live


def test_the_report_lists_only_what_somebody_works_on(spanish, bystander):
    making.submit(making.publication("Visible"), "es")
    making.submit(making.publication("Elsewhere"), "zh-hans")
    address = reverse("wagtail_localize:translations_report")
    shown = spanish.get(address).content.decode()
    assert "Visible" in shown
    assert "Elsewhere" not in shown
    assert "Visible" not in bystander.get(address).content.decode()


def test_the_list_of_snippets_needs_a_right_on_them(spanish, bystander):
    making.helpline()
    address = reverse("wagtail_localize:snippets_api_listing", args=["cms", "helpline"])
    assert spanish.get(address).status_code == 200
    assert bystander.get(address).status_code == 403
    assert spanish.get(reverse("wagtail_localize:snippets_api_listing", args=["auth", "user"])).status_code == 404


def test_a_translator_cannot_replace_a_live_translation_by_a_mirror(spanish):
    page = making.publication()
    making.translate(page, "es")
    twin = making.twin(page, "es")
    spanish.post(reverse("wagtail_localize:convert_to_alias", args=[twin.pk]))
    assert making.fresh(twin).alias_of is None


HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'


@pytest.mark.parametrize(
    "content",
    [
        None,
        b"",
        b"no po file at all",
        b'msgid "a"\nmsgstr "b"\n',
        HEADER.encode() + b'msgid "Safe schools"\nmsgstr "x\0y"\n',
        b"\xff\xfe\x00",
        b'msgid "a\nmsgstr',
    ],
)
def test_a_po_file_that_cannot_be_read_is_answered_with_a_message(spanish, content):
    page = making.publication()
    making.submit(page, "es")
    address = reverse("wagtail_localize:upload_pofile", args=[making.record(page, "es").pk])
    data = {} if content is None else {"file": SimpleUploadedFile("es.po", content)}
    response = spanish.post(address, data, follow=True)
    assert response.status_code == 200
    assert response.context["messages"]
    assert not StringTranslation.objects.exists()


def test_a_po_file_comes_back_in(spanish):
    page = making.publication()
    making.submit(page, "es")
    record = making.record(page, "es")
    po = record.export_po()
    po[0].msgstr = "Escuelas seguras"
    address = reverse("wagtail_localize:upload_pofile", args=[record.pk])
    spanish.post(address, {"file": SimpleUploadedFile("es.po", str(po).encode())})
    assert StringTranslation.objects.get().data == "Escuelas seguras"


@pytest.mark.parametrize("body", ["", "value=a%00b"])
def test_a_string_that_cannot_be_stored_is_refused(spanish, body):
    page = making.publication()
    making.submit(page, "es")
    record = making.record(page, "es")
    segment = record.source.stringsegment_set.first()
    address = reverse("wagtail_localize:edit_string_translation", args=[record.pk, segment.pk])
    response = spanish.put(address, body, content_type="application/x-www-form-urlencoded")
    assert response.status_code == 400
