"""The generator makes what editors would have made, and a wrong answer is noticed before anything is measured."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from wagtail.models import Page, ReferenceIndex

from library.models import PublicationPage
from press.models import PressReleasePage
from tests.bench import asking, generate, index, reads, verify
from tests.bench.dataset import SIZES, Dataset, Size
from tests.bench.words import LANGUAGES

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
TINY = Dataset(Size("tiny", publications=90, releases=35))
EVERY = 29
"""Of the addresses of a read so many are left out here for each one that is asked for."""


@pytest.fixture(scope="module")
def filled(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Fill the database with a tiny set, for this module."""
    with django_db_blocker.unblock(), transaction.atomic():
        generate.populate(TINY)
        index.build(lambda done, total: None)
        yield
        transaction.set_rollback(True)


def requests_of(read: asking.Read) -> list[asking.Request]:
    return read.requests(TINY, reads.keys_of(TINY))[::EVERY]


def test_the_page_tree_is_sound(filled: None) -> None:
    assert generate.problems() == []
    assert PublicationPage.objects.count() + PressReleasePage.objects.count() == TINY.size.pages


@pytest.mark.parametrize("model", [PublicationPage, PressReleasePage])
def test_references_are_those_that_wagtail_finds(filled: None, model: type[Page]) -> None:
    for page in model.objects.order_by("pk")[60:100:8]:
        rows = ReferenceIndex.objects.filter(object_id=str(page.pk), base_content_type__model="page")
        stored = set(rows.values_list("to_content_type_id", "to_object_id", "model_path", "content_path"))
        assert stored == set(ReferenceIndex._extract_references_from_object(page))


def test_nothing_is_left_to_save(filled: None) -> None:
    for page in (PublicationPage.objects.all()[40], PressReleasePage.objects.all()[20]):
        before = {column.attname: getattr(page, column.attname) for column in page._meta.concrete_fields}
        page.full_clean()
        page.set_url_path(page.get_parent())
        assert before == {column.attname: getattr(page, column.attname) for column in page._meta.concrete_fields}


@pytest.mark.parametrize("name", reads.READS)
def test_a_read_gives_what_the_data_set_says(filled: None, client: Client, name: str) -> None:
    read = reads.READS[name]
    if read.needs and client.get(asking.API + read.needs).status_code == 404:
        return
    verify.verify(read, requests_of(read), client.get)


def test_a_wrong_answer_is_noticed(filled: None, client: Client) -> None:
    entry = TINY.shelf[0]
    Page.objects.filter(slug=entry.slug, locale__language_code="es").update(title="Another title")
    request = reads.cards(TINY, reads.keys_of(TINY))[1]
    with pytest.raises(verify.WrongAnswer, match="title is 'Another title'"):
        verify.verify(reads.READS["R1"], [request], client.get)


def test_covers_and_papers_count_as_used(filled: None, client: Client) -> None:
    page = PublicationPage.objects.all()[30]
    for path in (f"images/{page.cover_image_id}/", f"documents/{page.files.all()[0].document_id}/"):
        assert client.get(asking.API + path).status_code == 200


def test_every_page_is_indexed_and_the_index_has_a_size(filled: None) -> None:
    built = index.build(lambda done, total: None)
    assert built.rows == 0 and built.bytes > 100_000


def test_other_content_is_refused(filled: None) -> None:
    assert generate.is_filled(TINY)
    with pytest.raises(generate.NotEmpty):
        generate.is_filled(Dataset(SIZES["small"]))


@pytest.mark.parametrize("name", reads.READS)
def test_a_read_has_two_hundred_addresses(name: str) -> None:
    small = Dataset(SIZES["small"])
    entries = [*small.publications, *small.releases]
    keys = {(entry.slug, code): number for number, entry in enumerate(entries) for code in LANGUAGES}
    numbered = {key: 10 * pk + LANGUAGES.index(key[1]) for key, pk in keys.items()}
    requests = reads.READS[name].requests(small, asking.Keys(numbered))
    assert len({request.address for request in requests}) >= 200
