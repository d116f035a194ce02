"""The gettext catalogues in `locale/`, kept without GNU gettext, which a laptop seldom has."""

import io
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import polib
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.plurals import get_plural
from django.conf import settings
from django.utils.translation import to_locale
from django.utils.translation.template import templatize

PACKAGES = ("cms", "home", "library", "press")
TEMPLATES = "templates"
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")
KEYWORDS = DEFAULT_KEYWORDS | {
    f"{name}_{variant}": DEFAULT_KEYWORDS[name]
    for name in ("gettext", "ngettext", "pgettext", "npgettext")
    for variant in ("lazy", "noop")
}

Key = tuple[str | None, str]


def languages() -> list[str]:
    """Return the languages that need a catalogue, as folder names (`zh_Hans`): all but the one of the source."""
    return [to_locale(code) for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


def path_of(language: str) -> Path:
    """Return where the catalogue of a language lies."""
    return Path(settings.LOCALE_PATHS[0]) / language / "LC_MESSAGES" / "django.po"


def load(language: str) -> polib.POFile:
    """Return the catalogue of a language, an empty one where there is none yet."""
    path = path_of(language)
    catalogue = polib.pofile(str(path)) if path.exists() else polib.POFile()
    catalogue.wrapwidth = 100
    catalogue.metadata = {
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": get_plural(language).plural_forms,
    }
    return catalogue


def in_source() -> dict[Key, polib.POEntry]:
    """Return an untranslated entry for every message of the code and the templates, in the order of the files."""
    entries: dict[Key, polib.POEntry] = {}
    for path, source in _sources():
        for _line, message, comments, context in extract("python", source, KEYWORDS, ["Translators:"]):
            singular, plural = message if isinstance(message, tuple) else (message, "")
            entry = entries.setdefault((context, singular), polib.POEntry(msgid=singular, msgctxt=context))
            entry.msgid_plural = plural or entry.msgid_plural
            entry.comment = "\n".join(comments) or entry.comment
            if (path, "") not in entry.occurrences:
                entry.occurrences.append((path, ""))
    return entries


def updated(language: str, entries: dict[Key, polib.POEntry]) -> polib.POFile:
    """Return a catalogue of exactly these entries, with the translations that it has, and the rest as obsolete."""
    catalogue = load(language)
    known = {(entry.msgctxt, entry.msgid): entry for entry in catalogue}
    forms = get_plural(language).num_plurals
    catalogue.clear()
    for key, entry in entries.items():
        old = known.pop(key, polib.POEntry())
        catalogue.append(_with_translation(entry, old, forms))
    for key in sorted(known, key=str):
        known[key].obsolete = True
        if known[key].msgstr:
            catalogue.append(known[key])
    return catalogue


def problems(language: str, entries: dict[Key, polib.POEntry]) -> list[str]:
    """Return a line for each message that is missing, untranslated or changes its placeholders."""
    known = {(entry.msgctxt, entry.msgid): entry for entry in load(language) if not entry.obsolete}
    found = []
    for key, entry in entries.items():
        where = f"{language}: {entry.occurrences[0][0]}: {entry.msgid!r}"
        translated = known.get(key)
        if translated is None:
            found.append(f"{where} is missing")
        elif not _texts(translated) or not all(_texts(translated)) or translated.fuzzy:
            found.append(f"{where} is not translated")
        elif not _keeps_placeholders(translated):
            found.append(f"{where} has other placeholders")
    return found


def _sources() -> Iterator[tuple[str, io.BytesIO]]:
    root = Path(settings.BASE_DIR)
    for package in PACKAGES:
        for path in sorted((root / package).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path.relative_to(root).as_posix(), io.BytesIO(path.read_bytes())
    for path in sorted((root / TEMPLATES).rglob("*")):
        if path.suffix in {".html", ".txt"}:
            code = templatize(path.read_text(encoding="utf-8"))
            # Between brackets Python's tokenizer does not mind how the template is indented.
            yield path.relative_to(root).as_posix(), io.BytesIO(f"(\n{code}\n)".encode())


def _with_translation(entry: polib.POEntry, old: polib.POEntry, forms: int) -> polib.POEntry:
    plural = {index: old.msgstr_plural.get(index, "") for index in range(forms)} if entry.msgid_plural else {}
    return polib.POEntry(
        msgid=entry.msgid,
        msgid_plural=entry.msgid_plural,
        msgctxt=entry.msgctxt,
        msgstr="" if plural else old.msgstr,
        msgstr_plural=plural,
        occurrences=entry.occurrences,
        comment=entry.comment,
        tcomment=old.tcomment,
        flags=[flag for flag in old.flags if flag == "fuzzy"],
    )


def _texts(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def _keeps_placeholders(entry: polib.POEntry) -> bool:
    allowed = [_placeholders(text) for text in (entry.msgid, entry.msgid_plural) if text]
    return all(_placeholders(text) in allowed for text in _texts(entry))


def _placeholders(text: str) -> Counter[str]:
    return Counter(PLACEHOLDER.findall(text))
