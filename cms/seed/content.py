"""The sample content as text files: reading them, and saying exactly what is wrong with one."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).with_name("content")
LANGUAGES = ("es", "zh-Hans")
"""Target languages as the files name them (BCP 47)."""
STATUSES = ("complete", "partial", "machine", "outdated")
MADE_BY_SETUP = ("", "resources", "resources/research-library", "press")
"""Paths of the pages that `setup_site` makes; a file may describe them."""
TABLES = (
    "vocabularies", "organisations", "series", "people", "offices", "glossary", "site", "texts", "counters",
    "helplines", "announcements", "menus", "labels", "inventory",
)  # fmt: skip


class ContentError(ValueError):
    """Something in a content file is wrong; the message names the file and the key."""

    def __init__(self, file: str, key: str, problem: str) -> None:
        super().__init__(f"{file}: {key}: {problem}")


@dataclass(frozen=True)
class Place:
    """Where in the content files a value stands, for messages."""

    file: str
    key: str = ""

    def __truediv__(self, key: str | int) -> "Place":
        step = f"[{key}]" if isinstance(key, int) else f".{key}" if self.key else key
        return Place(self.file, f"{self.key}{step}")

    def error(self, problem: str) -> ContentError:
        """Return an error to raise."""
        return ContentError(self.file, self.key or "(file)", problem)

    def no_other_keys(self, table: Mapping[str, Any], allowed: Iterator[str] | set[str]) -> None:
        """Refuse keys that nothing reads.

        Raises:
            ContentError: naming them.
        """
        if unknown := sorted(set(table) - set(allowed)):
            raise self.error(f"unknown key {', '.join(unknown)}")


@dataclass(frozen=True)
class PageSpec:
    """A page as written: `data` is English and shared values, `texts` the translations by BCP 47 code."""

    file: str
    path: str
    type: str
    data: dict[str, Any]
    texts: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def place(self) -> Place:
        """Where the page stands."""
        return Place(self.file)

    @property
    def slug(self) -> str:
        """Its slug; the home page has none here."""
        return self.path.rpartition("/")[2]

    @property
    def parent(self) -> str:
        """Path of its parent below the home page, empty for the home page."""
        return self.path.rpartition("/")[0]

    @property
    def facts(self) -> list[int]:
        """Numbers of the facts that the page tells."""
        fact = self.data.get("fact", [])
        return [fact] if isinstance(fact, int) else list(fact)

    def status(self, language: str) -> str:
        """Return what kind of translation the page has in a language, `""` where it has none."""
        return self.texts[language].get("status", "complete") if language in self.texts else ""

    def english_before(self) -> dict[str, Any]:
        """Return the English texts from which the outdated translations were made."""
        before: dict[str, Any] = {}
        for language in self.texts:
            if self.status(language) == "outdated":
                before.update(self.texts[language].get("english_before", {}))
        return before


@dataclass(frozen=True)
class Content:
    """All that the files say. `tables` holds the other files, parsed, by name."""

    pages: list[PageSpec]
    tables: dict[str, dict[str, Any]]

    @cached_property
    def paths(self) -> dict[str, str]:
        """Every name of a page, its path or its slug where that is unique, with its path."""
        slugs: dict[str, list[str]] = {}
        for page in self.pages:
            slugs.setdefault(page.slug or "home", []).append(page.path)
        for path in MADE_BY_SETUP:
            known = slugs.setdefault(path.rpartition("/")[2] or "home", [])
            known.extend([path] if path not in known else [])
        names = {slug: paths[0] for slug, paths in slugs.items() if len(paths) == 1}
        return {**names, **{path: path for paths in slugs.values() for path in paths if path}}

    def rows(self, table: str, name: str = "") -> Iterator[tuple[Place, dict[str, Any]]]:
        """Go through the rows `[[name]]` of a table's file; `name` is the table's own by default."""
        name = name or table
        for number, row in enumerate(self.tables.get(table, {}).get(name, [])):
            label = row.get("code") or row.get("key") or number
            yield Place(f"{table}.toml", f"{name}[{label}]"), row


def load(folder: Path = FOLDER) -> Content:
    """Read all files below `folder`; pages come parents first, siblings by `order`.

    Raises:
        ContentError: for unreadable TOML, missing parents, two pages in one place, unknown languages or states.
    """
    specs: dict[str, PageSpec] = {}
    for path in sorted((folder / "pages").rglob("*.toml")):
        spec = _page(path.relative_to(folder).as_posix(), _read(path, folder))
        if spec.path in specs:
            raise spec.place.error(f"stands in the same place as {specs[spec.path].file}")
        specs[spec.path] = spec
    for spec in specs.values():
        if spec.parent not in specs and spec.parent not in MADE_BY_SETUP:
            raise (spec.place / "parent").error(f"no page {spec.parent!r}")
    tables = {name: _read(folder / f"{name}.toml", folder) for name in TABLES if (folder / f"{name}.toml").exists()}
    return Content(_in_tree_order(specs), tables)


def _read(path: Path, folder: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ContentError(path.relative_to(folder).as_posix(), "(file)", str(error)) from None


def _page(file: str, table: dict[str, Any]) -> PageSpec:
    place = Place(file)
    for key in ("type", "title"):
        if not table.get(key):
            raise (place / key).error("is missing")
    is_home = table["type"] == "home.HomePage"
    if not is_home and not table.get("slug"):
        raise (place / "slug").error("is missing")
    parent = str(table.get("parent", "")).strip("/").removeprefix("home/")
    parent = "" if parent == "home" else parent
    path = "" if is_home else f"{parent}/{table['slug']}".strip("/")
    texts = {language: table[language] for language in LANGUAGES if language in table}
    for language, translated in texts.items():
        if translated.get("status", "complete") not in STATUSES:
            raise (place / language / "status").error(f"must be one of {', '.join(STATUSES)}")
    data = {key: value for key, value in table.items() if key not in (*LANGUAGES, "type", "parent", "slug")}
    return PageSpec(file, path, table["type"], data, texts)


def _in_tree_order(specs: dict[str, PageSpec]) -> list[PageSpec]:
    def position(spec: PageSpec) -> list[tuple[int, str]]:
        steps = spec.path.split("/")
        above = ["/".join(steps[: end + 1]) for end in range(len(steps))]
        return [(specs[path].data.get("order", 1000) if path in specs else 0, path) for path in above]

    home = [spec for spec in specs.values() if not spec.path]
    return home + sorted((spec for spec in specs.values() if spec.path), key=position)
