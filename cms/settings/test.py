"""Tests: SQLite in memory, or PostgreSQL where TEST_DATABASE_URL names one."""

import tempfile
from pathlib import Path

from cms.settings import environment as env
from cms.settings.base import *  # noqa: F403
from cms.settings.databases import postgresql

SECRET_KEY = "test-only-secret-key-that-is-long-enough-to-pass-the-checks"  # noqa: S105
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MEDIA_ROOT = Path(tempfile.mkdtemp(prefix="cms-test-media-"))
TEST_FOLDERS = [MEDIA_ROOT]
"""What is removed when the tests of a process end: nothing that these settings did not make."""
CMS_BASE_URL = WAGTAILADMIN_BASE_URL = "http://testserver"
CMS_FRONTEND_URL = ""
WHITENOISE_AUTOREFRESH = True
CMS_KEEP_ANSWERS = False

if env.TEST_DATABASE_URL:
    DATABASES = {"default": {**postgresql(env.TEST_DATABASE_URL, pool_size=0), "CONN_MAX_AGE": 0}}
else:
    from cms.settings.databases import sqlite

    TEST_FOLDERS.append(Path(tempfile.mkdtemp(prefix="cms-test-db-")))
    DATABASES = {"default": sqlite(TEST_FOLDERS[-1] / "db.sqlite3")}
    DATABASES["default"]["TEST"] = {"NAME": DATABASES["default"]["NAME"]}
