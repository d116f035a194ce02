"""What the files at the root promise to those who install and configure the service."""

import ast
import re
import tomllib

import pytest
from django.conf import settings
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = settings.BASE_DIR
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PINNED = re.compile(r"^(?P<name>[\w.-]+(?:\[[\w,-]+\])?)==(?P<version>\S+)", re.MULTILINE)


def read_from_environment():
    tree = ast.parse((ROOT / "cms/settings/environment.py").read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in {"text", "items", "number", "one_of"}
        ):
            name = node.args[0]
            if isinstance(name, ast.Constant):
                yield name.value


def test_the_settings_table_of_the_readme_names_every_setting_and_no_other():
    table = re.findall(r"^\| `([A-Z_]+)` \|", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(table) == sorted(set(read_from_environment()))


def test_the_lock_names_neither_an_index_nor_a_path():
    requirements = [line for line in LOCK.splitlines() if line and not line.lstrip().startswith("#")]
    assert "://" not in LOCK
    assert not [line for line in requirements if line.startswith(("-", ".", "/")) or " @ " in line]


def test_the_lock_pins_and_hashes_every_package():
    blocks = re.split(r"\n(?=[a-zA-Z])", re.sub(r"^#.*\n", "", LOCK, flags=re.MULTILINE))
    assert all(PINNED.match(block) and "--hash=sha256:" in block for block in blocks)


def test_the_lock_satisfies_pyproject():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    locked = {canonicalize_name(name.partition("[")[0]): version for name, version in PINNED.findall(LOCK)}
    wanted = map(Requirement, project["dependencies"] + project["optional-dependencies"]["dev"])
    assert not [str(item) for item in wanted if not item.specifier.contains(locked[canonicalize_name(item.name)])]


def test_locale_is_no_package():
    assert not list((ROOT / "locale").rglob("*.py"))


@pytest.mark.parametrize("word", ["utils", "core", "common", "helpers"])
def test_there_is_no_drawer(word):
    assert not [path for top in ("cms", "home", "library", "press") for path in (ROOT / top).rglob(f"{word}*")]
