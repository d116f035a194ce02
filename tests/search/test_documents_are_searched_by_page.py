"""The text of a PDF is read once, when its file is new, within limits, and found by page."""

import io
import zlib

import pytest
from django.core.files.base import ContentFile
from pypdf import PdfWriter
from pypdf.generic import NameObject, StreamObject
from reportlab.pdfgen.canvas import Canvas

from cms.media import inspection, pdf_pages
from cms.media.models import Document, DocumentPage
from cms.search import bits, rebuilding
from cms.search.models import SearchedDocument, SearchWord
from cms.search.storage import PAPERS, Lookup, Words
from tests import factories as make

pytestmark = [pytest.mark.both_databases, pytest.mark.django_db]


def pdf(*texts):
    output = io.BytesIO()
    canvas = Canvas(output)
    for text in texts:
        for number, line in enumerate(text.splitlines()):
            canvas.drawString(72, 700 - 14 * number, line)
        canvas.showPage()
    canvas.save()
    return output.getvalue()


def paper(*texts, title="Guide", language="en"):
    file = ContentFile(pdf(*texts), name="guide.pdf")
    return Document.objects.create(title=title, language=language, file=file)


def found(term, column="text"):
    """Return documents and page numbers."""
    keys = list(bits.keys(next(PAPERS.find([Lookup(column, (term,))]))))
    return sorted(DocumentPage.objects.filter(pk__in=keys).values_list("document_id", "number"))


def test_a_word_is_found_on_its_page():
    guide = paper("Striped zebras", "Long-necked giraffes")
    assert guide.pages == 2
    assert found("giraff") == [(guide.pk, 2)]
    assert found("guid", "title") == [(guide.pk, 1)]
    assert SearchWord.objects.filter(language="en", word="giraffes", term="giraff").exists()


def test_the_language_of_the_file_decides():
    guide = paper("Las cebras", language="es")
    assert found("cebr") == [(guide.pk, 1)]


def test_a_new_file_takes_the_place_of_the_text():
    guide = paper("Zebras")
    guide.file = ContentFile(pdf("Giraffes", "Lions"), name="other.pdf")
    guide.save()
    assert found("zebra") == []
    assert found("lion") == [(guide.pk, 2)]
    assert set(SearchedDocument.objects.get(pk=guide.pk).pages) == set(guide.text_pages.values_list("pk", flat=True))


def test_a_new_title_reads_no_file(monkeypatch):
    guide = paper("Zebras")
    monkeypatch.setattr(inspection, "read_pdf", None)
    guide.title = "Handbook"
    guide.save()
    assert found("handbook", "title") == [(guide.pk, 1)]


def test_a_deleted_document_leaves_nothing():
    guide = paper("Zebras")
    guide.delete()
    assert not any(PAPERS.find([Lookup("text", ("zebra",)), Lookup("title", ("guid",))]))
    assert not SearchedDocument.objects.exists()


def test_a_file_without_text_is_found_by_its_title():
    sheet = make.document("Timetable")
    assert found("timet", "title") == [(sheet.pk, 1)]


def test_a_file_that_was_never_read_is_read_by_a_rebuild():
    guide = paper("Zebras")
    DocumentPage.objects.all().delete()
    SearchedDocument.objects.all().delete()
    assert rebuilding.rebuild(rebuilding.pending())
    assert found("zebra") == [(guide.pk, 1)]
    assert rebuilding.pending().total == 0


def test_a_document_whose_rows_in_the_index_are_lost_is_written_again():
    guide = paper("Zebras")
    PAPERS.clear()
    assert rebuilding.rebuild(rebuilding.pending())
    assert found("zebra") == [(guide.pk, 1)]


def test_rows_of_the_index_that_belong_to_nothing_leave():
    PAPERS.write([(10**9, (Words(["zebra"]), Words()))])
    assert rebuilding.rebuild(rebuilding.pending())
    assert PAPERS.stored_keys() == set()


def test_a_file_that_is_gone_stops_no_rebuild():
    guide = paper("Zebras")
    DocumentPage.objects.all().delete()
    guide.file.storage.delete(guide.file.name)
    rebuilding.rebuild(rebuilding.pending())
    assert rebuilding.pending().total == 0


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7 and nothing more", pdf("Zebras")[:-200], pdf("Zebras").replace(b"stream", b"dream")]
)
def test_a_broken_file_is_stored_without_text_and_fails_nothing(data):
    guide = Document.objects.create(title="Broken", file=ContentFile(data, name="broken.pdf"))
    assert found("broken", "title") == [(guide.pk, 1)]


def test_a_file_that_takes_too_long_keeps_what_was_read(monkeypatch, tmp_path):
    slow = tmp_path / "slow.py"
    slow.write_text(
        'import time\nprint("7\\n\\"Zebras\\"", flush=True)\nprint("\\"bro", end="", flush=True)\ntime.sleep(60)'
    )
    monkeypatch.setattr(inspection, "_PROGRAM", slow)
    monkeypatch.setattr(inspection, "PDF_SECONDS", 3)
    assert inspection.read_pdf(io.BytesIO(b"%PDF-")) == inspection.Paper(7, ("Zebras",))


def test_no_more_than_so_many_pages_are_read(monkeypatch):
    monkeypatch.setattr(inspection, "MOST_PAGES", 2)
    assert inspection.read_pdf(io.BytesIO(pdf("One", "Two", "Three"))) == inspection.Paper(3, ("One", "Two"))


def test_a_page_that_unpacks_to_far_too_much_costs_the_others_nothing():
    """A gigabyte of a text operator, packed into a megabyte."""
    writer = PdfWriter(io.BytesIO(pdf("Zebras", "Bomb", "Giraffes")))
    packer = zlib.compressobj(9)
    bomb = StreamObject()
    bomb._data = b"".join([*(packer.compress(b"(zebra) Tj " * 100_000) for _part in range(1000)), packer.flush()])
    bomb[NameObject("/Filter")] = NameObject("/FlateDecode")
    writer.pages[1][NameObject("/Contents")] = writer._add_object(bomb)
    file = io.BytesIO()
    writer.write(file)
    paper = inspection.read_pdf(file)
    assert paper.pages == 3
    assert paper.texts[0] == "Zebras"
    assert len("".join(paper.texts)) <= pdf_pages.MOST_CHARACTERS


@pytest.mark.parametrize(
    "raw, text",
    [
        ("nul\x00 and \x07bell \ud800\r\nline", "nul and bell \nline"),
        ("some repor-\nting and soft\u00ad\nness", "some reporting and softness"),
        ("North-\nAmerica", "North-\nAmerica"),
        ("保护\n儿童", "保护儿童"),
    ],
)
def test_the_text_of_a_page_is_cleaned(raw, text):
    assert pdf_pages.clean(raw) == text
