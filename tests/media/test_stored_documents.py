"""Every stored document is checked and described, whoever stored it."""

import hashlib
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from cms.media.models import Document

from .conftest import make_document
from .pictures import numbered
from .test_documents_are_what_they_say import EXE, pdf

pytestmark = pytest.mark.django_db


def assert_described(document: Document, pages: int | None) -> None:
    """Compare the row with the stored bytes."""
    document.refresh_from_db()
    with default_storage.open(str(document.file.name)) as content:
        data = content.read()
    assert document.sha256 == hashlib.sha256(data).hexdigest()
    assert document.file_hash == hashlib.sha1(data, usedforsecurity=False).hexdigest()
    assert document.file_size == len(data)
    assert document.pages == pages


def test_a_document_made_by_code_is_described() -> None:
    assert_described(make_document(), 3)


def test_a_document_whose_file_is_in_storage_already_is_described() -> None:
    name = default_storage.save("documents/found.txt", ContentFile(b"words"))
    assert_described(Document.objects.create(title="Found", file=name), None)


def test_forms_describe_documents(editor: Client) -> None:
    file = SimpleUploadedFile("guide.pdf", pdf(2))
    response = editor.post(reverse("wagtaildocs:add"), {"title": "Guide", "language": "es", "tags": "", "file": file})
    assert response.status_code == 302
    document = Document.objects.get()
    assert document.language == "es"
    assert_described(document, 2)


def test_the_multiple_uploader_describes_documents(editor: Client) -> None:
    file = SimpleUploadedFile("guide.pdf", pdf(2))
    response = editor.post(reverse("wagtaildocs:add_multiple"), {"title": "Guide", "files[]": file})
    assert response.json()["success"], response.content
    assert_described(Document.objects.get(), 2)


def test_replacing_the_file_describes_it_anew(editor: Client, django_capture_on_commit_callbacks: Any) -> None:
    document = make_document()
    old = str(document.file.name)
    file = SimpleUploadedFile("other.pdf", pdf(7))
    with django_capture_on_commit_callbacks(execute=True):
        editor.post(
            reverse("wagtaildocs:edit", args=[document.pk]),
            {"title": "Guide", "language": "en", "tags": "", "file": file},
        )
    assert_described(document, 7)
    assert not default_storage.exists(old)


@pytest.mark.parametrize(
    ("name", "data"),
    [("guide.pdf", EXE), ("page.html", b"<html>"), ("drawing.svg", b"<svg/>"), ("a.docm", EXE)],
    ids=numbered(),
)
def test_a_bad_document_is_an_error_of_the_file_field(name: str, data: bytes, editor: Client) -> None:
    file = SimpleUploadedFile(name, data)
    response = editor.post(reverse("wagtaildocs:add"), {"title": "Guide", "language": "en", "tags": "", "file": file})
    assert response.status_code == 200
    assert response.context["form"].errors["file"]
    response = editor.post(
        reverse("wagtaildocs:add_multiple"), {"title": "Guide", "files[]": SimpleUploadedFile(name, data)}
    )
    assert not response.json()["success"]
    assert not Document.objects.exists()


def test_code_cannot_store_a_bad_document() -> None:
    with pytest.raises(ValidationError):
        make_document(file=ContentFile(EXE, name="guide.pdf"))
