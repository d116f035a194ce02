"""The sample content, built once for the tests of a file."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cms.seed import builder, content
from tests.databases import put_back


def pytest_configure(config: pytest.Config) -> None:
    """Name the marker of the tests that build everything."""
    config.addinivalue_line("markers", "slow: builds the whole sample content, which takes more than 20 seconds")


@pytest.fixture(scope="module")
def files() -> content.Content:
    """Return the content files, read."""
    return content.load()


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: Any) -> Iterator[builder.Report]:
    """Build outside transactions, because translations go live at commit, and leave the database as it was."""
    with django_db_blocker.unblock():
        yield builder.build()
        put_back()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a content folder with one valid page."""
    write(tmp_path, "mission", 'type = "home.StandardPage"\nslug = "mission"\ntitle = "Mission"\nintro = "Why."\n')
    return tmp_path


def write(folder: Path, name: str, text: str) -> None:
    """Write a page's file."""
    (folder / "pages").mkdir(exist_ok=True)
    (folder / "pages" / f"{name}.toml").write_text(text, encoding="utf-8")
