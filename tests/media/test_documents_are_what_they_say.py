"""A document's bytes are what its name says, and hold no program."""

import io
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from pypdf import PdfWriter

from cms.media import inspection

from .pictures import numbered

EXE = b"MZ\x90\x00" + b"\x00" * 200 + b"This program cannot be run in DOS mode"


def pdf(pages: int = 3) -> bytes:
    writer = PdfWriter()
    for _number in range(pages):
        writer.add_blank_page(200, 200)
    output = io.BytesIO()
    writer.write(output)
    return output.getvalue()


def archive(entries: dict[str, bytes]) -> bytes:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in entries.items():
            file.writestr(name, data)
    return output.getvalue()


WORD = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w:document/>"}
REMOTE_TEMPLATE = {"word/_rels/settings.xml.rels": b'<R Type="attachedTemplate" TargetMode="External"/>'}
OPEN_DOCUMENT = {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<a/>"}


def check(name: str, data: bytes) -> None:
    inspection.check_document(name, ContentFile(data, name=name))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("guide.pdf", pdf()),
        ("GUIDE.PDF", pdf()),
        ("table.xlsx", archive({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"})),
        ("text.docx", archive(WORD)),
        ("text.odt", archive(OPEN_DOCUMENT)),
        ("book.epub", archive({"mimetype": b"application/epub+zip"})),
        ("rows.csv", "país,teléfono\n".encode()),
        ("rows.csv", "país;teléfono\n".encode("cp1252")),
        ("notes.txt", "报告\n".encode("utf-16")),
    ],
    ids=numbered(),
)
def test_honest_documents_are_accepted(name: str, data: bytes) -> None:
    check(name, data)


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("guide.pdf", EXE, "content_mismatch"),
        ("guide.pdf", b"<html><script>alert(1)</script>", "content_mismatch"),
        ("guide.pdf", EXE + pdf(), "content_mismatch"),
        ("guide.pdf", b"", "content_mismatch"),
        ("table.xlsx", archive(WORD), "content_mismatch"),
        ("text.docx", b"PK\x03\x04 and nothing more", "content_mismatch"),
        ("text.odt", archive({"mimetype": b"application/epub+zip"}), "content_mismatch"),
        ("notes.txt", EXE, "content_mismatch"),
        ("notes.txt", b"  <!-- --> <HTML><body>", "content_mismatch"),
        ("notes.txt", b'\xef\xbb\xbf<svg onload="alert(1)">', "content_mismatch"),
        ("notes.txt", "<script>alert(1)</script>".encode("utf-16"), "content_mismatch"),
        ("page.html", b"<html>", "invalid_extension"),
        ("drawing.svg", b"<svg/>", "invalid_extension"),
        ("text.docm", archive(WORD), "invalid_extension"),
        ("setup.exe", EXE, "invalid_extension"),
        ("guide", pdf(), "invalid_extension"),
        ("text.docx", archive({**WORD, "word/vbaProject.bin": b"x"}), "macros"),
        ("text.docx", archive({**WORD, "[Content_Types].xml": b"application/x.macroEnabled.main+xml"}), "macros"),
        ("text.docx", archive({**WORD, **REMOTE_TEMPLATE}), "macros"),
        ("text.odt", archive({**OPEN_DOCUMENT, "Basic/Standard/Module1.xml": b"<m/>"}), "macros"),
        ("text.docx", archive({**WORD, "word/media/a": b"\0" * 60_000_000}), "bomb"),
    ],
    ids=numbered(),
)
def test_a_document_that_is_something_else_is_refused(name: str, data: bytes, code: str) -> None:
    with pytest.raises(ValidationError) as error:
        check(name, data)
    assert error.value.code == code
    assert str(error.value.messages[0])


def test_a_document_above_the_size_limit_is_refused(settings) -> None:
    settings.WAGTAILDOCS_MAX_UPLOAD_SIZE = 100
    with pytest.raises(ValidationError) as error:
        check("guide.pdf", pdf())
    assert error.value.code == "file_too_large"


def test_pages_of_a_pdf_are_counted() -> None:
    assert inspection.read_pdf(io.BytesIO(pdf(3))).pages == 3


def test_an_unreadable_pdf_has_no_page_count() -> None:
    assert inspection.read_pdf(io.BytesIO(b"%PDF-1.7 and nothing more")).pages is None


def test_a_pdf_that_takes_too_long_has_no_page_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inspection, "PDF_SECONDS", 0.01)
    assert inspection.read_pdf(io.BytesIO(pdf(3))).pages is None
