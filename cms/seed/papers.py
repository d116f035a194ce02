"""One-page PDF files that stand for the publications' real ones."""

import hashlib
from dataclasses import dataclass
from io import BytesIO

from django.core.files.base import ContentFile
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from cms.languages import names as languages
from cms.media.models import Document
from cms.seed.content import PageSpec

CJK_FONTS = {"zh-Hans": "STSong-Light", "ja": "HeiseiMin-W3", "ko": "HYSMyeongJo-Medium"}
SENTENCES = {
    "en": "Sample document. It stands for the file that the publisher offers.",
    "es": "Documento de muestra. Ocupa el lugar del archivo que ofrece la entidad editora.",
    "zh-Hans": "示例文件，代表出版机构提供的原文件。",
}
_LATIN = "Helvetica"
_MARGIN, _LINE = 72, 1.35


@dataclass(frozen=True)
class Paper:
    """A file to be. `names` are those by which content files and pages find it."""

    title: str
    file_name: str
    text: str
    language: str
    names: tuple[str, ...]

    def make(self) -> Document:
        """Return an unsaved document whose file is checked and stored, ready for `bulk_create`.

        It is described here, where its one page is known, because counting pages takes a process for each file.
        """
        data = draw(self.text, self.language)
        document = Document(
            title=self.title,
            language=self.language,
            pages=1,
            file_size=len(data),
            file_hash=hashlib.sha1(data, usedforsecurity=False).hexdigest(),
            sha256=hashlib.sha256(data).hexdigest(),
        )
        document.file.save(f"{self.file_name}.pdf", ContentFile(data), save=False)
        return document


def of_page(spec: PageSpec) -> list[Paper]:
    """Return the papers for a page's files, those elsewhere left out.

    Raises:
        ContentError: for a language that no file can be in.
    """
    known = dict(languages.language_choices())
    papers: list[Paper] = []
    for number, row in enumerate(spec.data.get("files", [])):
        language, kind = row.get("language", ""), row.get("kind", "full")
        if language not in known:
            raise (spec.place / "files" / number / "language").error(f"unknown language {language!r}")
        if row.get("external_url"):
            continue
        note = known[language] if kind == "full" else f"{known[language]}, {kind.replace('_', ' ')}"
        own_name = row.get("title_override") or spec.data["title"]
        texts = spec.texts.get(language, {})
        papers.append(
            Paper(
                title=f"{own_name} ({note})",
                file_name=f"{spec.slug}-{language}-{number}",
                text=texts.get("title") or own_name,
                language=language,
                names=(f"{spec.path}#{number}", spec.slug, own_name),
            )
        )
    return papers


def lines(title: str, language: str) -> tuple[str, str, str]:
    """Return what stands on the one page of a file."""
    sentence = SENTENCES.get(language) or f"Sample document. It stands for the {_english(language)} edition."
    name = languages.native_name(language)
    return title, name if _is_drawable(name) else _english(language), sentence


def draw(title: str, language: str) -> bytes:
    """Return a PDF, the same for the same arguments. Languages without a font here get an English sentence."""
    output = BytesIO()
    canvas = Canvas(output, pagesize=A4, invariant=1, lang=language)
    canvas.setTitle(title)
    canvas.setAuthor("Sample content")
    height = A4[1] - 2 * _MARGIN
    for text, size in zip(lines(title, language), (22, 13, 11), strict=True):
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
