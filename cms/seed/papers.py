"""One-page PDF files that stand for the publications' real ones."""

from io import BytesIO

from django.core.files.base import ContentFile
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from cms.languages import names as languages
from cms.media import inspection
from cms.media.models import Document

CJK_FONTS = {"zh-Hans": "STSong-Light", "ja": "HeiseiMin-W3", "ko": "HYSMyeongJo-Medium"}
SENTENCES = {
    "en": "Sample document. It stands for the file that the publisher offers.",
    "es": "Documento de muestra. Ocupa el lugar del archivo que ofrece la entidad editora.",
    "zh-Hans": "示例文件，代表出版机构提供的原文件。",
}
_LATIN = "Helvetica"
_MARGIN, _LINE = 72, 1.35


def make(title: str, name: str, text_title: str, language: str) -> Document:
    """Return an unsaved document whose checked file is stored, ready for `bulk_create`.

    `text_title` is what the page of paper says; `name` is the file's name without extension.
    """
    data = draw(text_title, language)
    document = Document(title=title, language=language, pages=1)
    document.file.save(f"{name}.pdf", ContentFile(data), save=False)
    with document.file.storage.open(str(document.file.name)) as content:
        document.sha256 = inspection.sha256(content)
    document._set_document_file_metadata()
    document.file.close()
    return document


def draw(title: str, language: str) -> bytes:
    """Return a PDF, the same for the same arguments. Languages without a font here get an English sentence."""
    sentence = SENTENCES.get(language) or f"Sample document. It stands for the {_english(language)} edition."
    line = languages.native_name(language) if _is_drawable(languages.native_name(language)) else _english(language)
    output = BytesIO()
    canvas = Canvas(output, pagesize=A4, invariant=1, lang=language)
    canvas.setTitle(title)
    canvas.setAuthor("Sample content")
    height = A4[1] - 2 * _MARGIN
    for text, size in ((title, 22), (line, 13), (sentence, 11)):
        height = _write(canvas, text, _font_for(text, language), size, height) - size
    canvas.showPage()
    canvas.save()
    return output.getvalue()


def _english(language: str) -> str:
    return languages.language_name(language, "en")


def _is_drawable(text: str) -> bool:
    try:
        text.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True


def _font_for(text: str, language: str) -> str:
    if _is_drawable(text):
        return _LATIN
    font = CJK_FONTS.get(language, CJK_FONTS["zh-Hans"])
    if font not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(UnicodeCIDFont(font))
    return font


def _write(canvas: Canvas, text: str, font: str, size: int, height: float) -> float:
    canvas.setFont(font, size)
    for line in simpleSplit(text, font, size, A4[0] - 2 * _MARGIN):
        canvas.drawString(_MARGIN, height, line)
        height -= size * _LINE
    return height
