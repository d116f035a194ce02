"""What an uploaded document really is, whatever its name says."""

import hashlib
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import orjson
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from cms.media.pdf_pages import MOST_PAGES

MEDIA_TYPES: dict[str, str] = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "epub": "application/epub+zip",
    "csv": "text/csv; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
}
"""The extensions that can be checked, with the type that each is served as."""

PDF_SECONDS = 15
"""Time on the clock for reading one PDF."""

_PROGRAM = Path(__file__).with_name("pdf_pages.py")
_MAX_ENTRIES = 5_000
_MAX_UNPACKED = 500 * 1024 * 1024
_MAX_RATIO = 200
_OFFICE_FOLDERS = {"docx": "word/", "xlsx": "xl/", "pptx": "ppt/"}
_ACTIVE_NAMES = re.compile(r"vbaproject\.bin$|vbadata\.xml$|(^|/)activex/|^basic/|^scripts/|(^|/)macrosheets/", re.I)
_MARKUP = re.compile(rb"^(<!--.*?-->|\s)*<(!doctype|html|head|body|script|svg|\?xml|iframe)", re.I | re.S)
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")


def check_document(name: str, content: File[Any]) -> None:
    """Refuse a document that is too big, or whose bytes are not what its extension says, or that holds programs.

    Raises:
        ValidationError: with advice.
    """
    extension = Path(name).suffix.lower().removeprefix(".")
    if extension not in MEDIA_TYPES or extension not in settings.WAGTAILDOCS_EXTENSIONS:
        raise ValidationError(
            _("Files of this kind are not accepted. Save it as one of these and upload that: %(kinds)s."),
            code="invalid_extension",
            params={"kinds": ", ".join(settings.WAGTAILDOCS_EXTENSIONS)},
        )
    if content.size > settings.WAGTAILDOCS_MAX_UPLOAD_SIZE:
        raise ValidationError(
            _("This file is too big. It may have at most %(limit)s."),
            code="file_too_large",
            params={"limit": filesizeformat(settings.WAGTAILDOCS_MAX_UPLOAD_SIZE)},
        )
    content.seek(0)
    try:
        matches = _CHECKS[extension](content, extension)
    finally:
        content.seek(0)
    if not matches:
        raise ValidationError(
            _("This is no %(kind)s file. Open it in the program it came from and save it as %(kind)s."),
            code="content_mismatch",
            params={"kind": extension.upper()},
        )


def describe_document(name: str, content: File[Any]) -> dict[str, Any]:
    """Check a document and return what its row says of it: `sha256`, `file_hash` (SHA-1), `file_size` and `pages`.

    `texts` are those of its first pages: one that is empty where it has none that can be read.

    Raises:
        ValidationError: see `check_document`.
    """
    check_document(name, content)
    sha256, sha1 = hashlib.sha256(), hashlib.sha1(usedforsecurity=False)
    for block in content.chunks():
        sha256.update(block)
        sha1.update(block)
    paper = read_pdf(content) if name.lower().endswith(".pdf") else Paper(None)
    return {
        "sha256": sha256.hexdigest(),
        "file_hash": sha1.hexdigest(),
        "file_size": content.size,
        "pages": paper.pages,
        "texts": paper.texts or ("",),
    }


@dataclass(frozen=True)
class Paper:
    """What is known of a PDF: how many pages it has, `None` where that cannot be said, and the texts of the first."""

    pages: int | None
    texts: tuple[str, ...] = ()


def read_pdf(content: IO[bytes] | File[Any]) -> Paper:
    """Read a PDF in a child process with limits; what it said before one of them ended it holds."""
    content.seek(0)
    data = content.read()
    content.seek(0)
    try:
        said = subprocess.run(
            [sys.executable, "-I", str(_PROGRAM)],
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=PDF_SECONDS,
            check=False,
            env={},
        ).stdout
    except subprocess.TimeoutExpired as error:
        said = error.stdout or b""
    except OSError:
        said = b""
    return _paper(said)


def _paper(said: bytes) -> Paper:
    """Read the lines of the child, the last of which may be broken off."""
    number, *lines = said.split(b"\n")[:-1] or [b""]
    try:
        return Paper(int(number), tuple(str(orjson.loads(line)) for line in lines[:MOST_PAGES]))
    except ValueError:
        return Paper(None)


def _is_pdf(content: File[Any], _extension: str) -> bool:
    return bool(content.read(64).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"%PDF-"))


def _is_text(content: File[Any], _extension: str) -> bool:
    data = content.read()
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            data = data.decode("utf-16").encode()
        except UnicodeDecodeError:
            return False
    return not _CONTROL.search(data) and not _MARKUP.match(data.removeprefix(b"\xef\xbb\xbf")[:4096])


def _is_archive(content: File[Any], extension: str) -> bool:
    """Recognise the office formats that are zip archives, and refuse programs and zip bombs inside.

    Raises:
        ValidationError: for macros and bombs.
    """
    if content.read(4) != b"PK\x03\x04":
        return False
    try:
        with zipfile.ZipFile(content) as archive:
            _refuse_bomb(archive)
            _refuse_active_content(archive)
            return _declares(archive, extension)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, KeyError, OSError, ValueError, EOFError):
        return False


def _refuse_bomb(archive: zipfile.ZipFile) -> None:
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries) or 1
    if (
        len(entries) > _MAX_ENTRIES
        or unpacked > _MAX_UNPACKED
        or (unpacked / packed > _MAX_RATIO and unpacked > 50 * 1024 * 1024)
    ):
        raise ValidationError(
            _("This file unpacks to far more than it should. Save it again, without embedded files."), code="bomb"
        )


def _refuse_active_content(archive: zipfile.ZipFile) -> None:
    types = _read(archive, "[Content_Types].xml").lower()
    template = _read(archive, "word/_rels/settings.xml.rels").lower()
    if (
        any(_ACTIVE_NAMES.search(name) for name in archive.namelist())
        or b"macroenabled" in types
        or (b"attachedtemplate" in template and b"external" in template)
    ):
        raise ValidationError(
            _("This file holds macros or loads a template from elsewhere. Save it without them, or as PDF."),
            code="macros",
        )


def _declares(archive: zipfile.ZipFile, extension: str) -> bool:
    if folder := _OFFICE_FOLDERS.get(extension):
        names = archive.namelist()
        return "[Content_Types].xml" in names and any(name.startswith(folder) for name in names)
    return _read(archive, "mimetype").strip() == MEDIA_TYPES[extension].encode()


def _read(archive: zipfile.ZipFile, name: str) -> bytes:
    """Read an entry of at most a megabyte; empty where there is none."""
    try:
        with archive.open(name) as entry:
            return entry.read(1024 * 1024)
    except KeyError:
        return b""


_CHECKS: dict[str, Callable[[File[Any], str], bool]] = {
    "pdf": _is_pdf,
    "docx": _is_archive,
    "xlsx": _is_archive,
    "pptx": _is_archive,
    "odt": _is_archive,
    "epub": _is_archive,
    "csv": _is_text,
    "txt": _is_text,
}
