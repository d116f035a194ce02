"""Files of sample content: the real ones and short ones."""

from pathlib import Path

import pytest

from cms.seed import content


@pytest.fixture(scope="module")
def files() -> content.Content:
    """Return the content files, read."""
    return content.load()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a content folder with one valid page."""
    write(tmp_path, "mission", 'type = "home.StandardPage"\nslug = "mission"\ntitle = "Mission"\nintro = "Why."\n')
    return tmp_path


def write(folder: Path, name: str, text: str) -> None:
    """Write a page's file."""
    (folder / "pages").mkdir(exist_ok=True)
    (folder / "pages" / f"{name}.toml").write_text(text, encoding="utf-8")
