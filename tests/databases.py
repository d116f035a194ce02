"""A migrated SQLite database kept between runs: running all migrations takes longer than most tests together."""

import fcntl
import hashlib
import shutil
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection

from cms.search import rebuilding
from cms.search.storage import ENTRIES, PAPERS

KEPT = Path(settings.BASE_DIR) / "var" / "test-databases"


def copy_migrated(target: Path) -> None:
    """Copy the database that the present migrations make to `target`, making it first where it is not kept."""
    KEPT.mkdir(parents=True, exist_ok=True)
    kept = KEPT / f"{fingerprint()}.sqlite3"
    with (KEPT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            for old in KEPT.glob("*.sqlite3*"):
                old.unlink()
            migrate(kept.with_suffix(".sqlite3-new")).replace(kept)
        shutil.copyfile(kept, target)


def fingerprint() -> str:
    """Return a hash of every migration and of the versions of all packages."""
    digest = hashlib.sha256((settings.BASE_DIR / "requirements.lock").read_bytes())
    for app in apps.get_app_configs():
        for path in sorted(Path(app.path, "migrations").glob("*.py")):
            digest.update(f"{app.label}/{path.name}".encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def migrate(path: Path) -> Path:
    """Run all migrations on a new database at `path` and return it."""
    name = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = path
    try:
        call_command("migrate", verbosity=0)
        connection.close()
    finally:
        connection.settings_dict["NAME"] = name
    return path


def put_back() -> None:
    """Empty the database and fill it with what all tests start from."""
    remember_content_types()
    call_command("flush", verbosity=0, interactive=False, reset_sequences=False, inhibit_post_migrate=True)
    connection.creation.deserialize_db_from_string(connection._test_serialized_contents)  # type: ignore[attr-defined]
    index_anew()


def index_anew() -> None:
    """Make the search index anew. Its tables have no model, so nothing empties or fills them with the others."""
    ENTRIES.clear()
    PAPERS.clear()
    rebuilding.rebuild(rebuilding.pending())


def remember_content_types() -> None:
    """Fill the process's memory of content types.

    Putting rows back into an emptied database fires signals that ask for content types. One that is not remembered
    would be made anew, under a number that another one is about to get.
    """
    ContentType.objects.get_for_models(*apps.get_models())
    ContentType.objects.get_for_models(*apps.get_models(), for_concrete_models=False)
