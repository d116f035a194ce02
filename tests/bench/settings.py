"""The production settings, without TLS in front: what the benchmark's server and its generator run with.

Where the content lies comes from `DATABASE_URL` and `CMS_DATA_DIR`, as in production. `CMS_KEEP_ANSWERS=0` makes every
answer a cold one.
"""

import os

os.environ.setdefault("SECRET_KEY", "benchmark-only-secret-key-that-protects-nothing-at-all-0123456789")
os.environ.setdefault("CMS_ALLOWED_HOSTS", "127.0.0.1,localhost")

from cms.settings import base
from cms.settings.production import *  # noqa: F403

SECURE_SSL_REDIRECT = False
KEEPS_ANSWERS = hasattr(base, "CMS_KEEP_ANSWERS")
"""Whether the service keeps whole answers at all."""
if os.environ.get("CMS_KEEP_ANSWERS") == "0":
    CMS_KEEP_ANSWERS = False
