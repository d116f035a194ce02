"""The system checks of design/2 §6 find what they are for, and nothing in the project as it is."""

import pytest
from django.core.checks import run_checks
from django.db import models
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from cms import checks
from cms.helplines.models import Helpline
from cms.pages.fields import PageField
from cms.pages.models import BasePage
from cms.streams.fields import StreamField
from home.models import PortalPage
from library.models import PublicationPage


def ids(messages):
    return [message.id for message in messages]


def test_the_project_keeps_its_rules():
    assert checks.house_rules() == []
    assert checks.house_rules in checks.checks.registry.registry.registered_checks
    assert not [message for message in run_checks() if message.id.startswith("cms.")]


@pytest.fixture
def fresh_document():
    """Let no document that was made before, or is made from what a test breaks, be seen by another."""
    checks.document.cache_clear()
    yield
    checks.document.cache_clear()


@pytest.mark.usefixtures("fresh_document")
@pytest.mark.parametrize(
    "field", [PageField("title", lambda page: page.title), PageField("nowhere"), PageField("cover_image")]
)
def test_a_key_of_a_page_that_does_not_say_its_type_is_refused(monkeypatch, field):
    fields = [*PublicationPage.page_fields(), field]
    monkeypatch.setattr(PublicationPage, "page_fields", classmethod(lambda _cls: fields))
    (message,) = checks.answers_say_what_they_are([PublicationPage])
    assert message.id == "cms.E006"
    assert field.name in message.msg


@pytest.mark.usefixtures("fresh_document")
def test_a_block_or_an_answer_that_does_not_say_its_type_is_refused(monkeypatch):
    from cms.api.endpoints import site
    from cms.blocks.links import RespondNowBlock

    monkeypatch.setattr(RespondNowBlock, "represent", lambda self, raw: raw)
    assert {message.id for message in checks.answers_say_what_they_are([PortalPage])} == {"cms.E006"}
    monkeypatch.undo()
    checks.document.cache_clear()
    monkeypatch.setattr(site.site, "answer", dict)
    assert ids(checks.answers_say_what_they_are([])) == ["cms.E006"]
    monkeypatch.undo()
    assert checks.answers_say_what_they_are([PortalPage]) == []


FIELDS = [(PublicationPage, "files"), (PublicationPage, "slug"), (Helpline, "phones")]


@pytest.mark.parametrize(("model", "name"), FIELDS)
def test_a_field_that_is_neither_translated_nor_shared_is_refused(monkeypatch, model, name):
    others = [field for field in model.translatable_fields if field.field_name != name]
    monkeypatch.setattr(model, "translatable_fields", others)
    (message,) = checks.every_field_is_decided([model])
    assert message.id == "cms.E001"
    assert name in message.msg


def test_a_many_to_many_relation_is_refused(monkeypatch):
    field = models.ManyToManyField("cms.Topic")
    field.name, field.model = "topics", Helpline
    monkeypatch.setattr(type(Helpline._meta), "many_to_many", property(lambda _meta: (field,)))
    assert ids(checks.no_many_to_many([Helpline])) == ["cms.E002"]


class UnknownBlock(blocks.ChooserBlock):
    target_model = Helpline


class Bare(blocks.StreamBlock):
    word = blocks.CharBlock(label="Word", preview_value="Word")
    nameless = blocks.CharBlock(preview_value="Word")
    unseen = blocks.StructBlock([("word", blocks.CharBlock())], label="Unseen")
    line = SnippetChooserBlock("cms.Helpline", label="Line", preview_value=1)
    unknown = UnknownBlock(label="Unknown", preview_value=1)


@pytest.fixture
def bare(monkeypatch):
    monkeypatch.setattr(checks, "streams_of", lambda _found: [(Helpline, "body", StreamField(Bare()).stream_block)])


def test_blocks_without_label_or_preview_are_refused(bare):
    messages = checks.blocks_are_described([Helpline])
    assert [(message.id, message.msg.split(" of ")[0], message.msg.split(" no ")[1]) for message in messages] == [
        ("cms.E003", "The block body.nameless", "label."),
        ("cms.E003", "The block body.unseen", "preview value."),
        ("cms.E003", "The block body.unseen.word", "label."),
    ]


def test_a_block_that_the_api_does_not_know_is_refused(bare):
    (message,) = checks.blocks_have_a_form_in_the_api([Helpline])
    assert message.id == "cms.E004"
    assert "body.unknown" in message.msg


def test_a_page_type_that_says_nothing_to_api_and_search_is_refused():
    class Silent(BasePage):
        class Meta:
            abstract = True
            app_label = "home"

    assert ids(checks.page_types_tell_of_themselves([Silent])) == ["cms.E005", "cms.E005"]
