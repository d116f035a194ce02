"""The production settings, without TLS in front: what the benchmark's server and its generator run with.

Where the content lies comes from `DATABASE_URL` and `CMS_DATA_DIR`, as in production. `BENCH_COLD=1` leaves no memory
for answers; what is kept of labels, counts and the tree while the content stays as it is, is kept all the same.
"""

import os

from tests.bench import ENVIRONMENT

os.environ.update(ENVIRONMENT | os.environ)

from cms.settings import base
from cms.settings.production import *  # noqa: F403

SECURE_SSL_REDIRECT = False
KEEPS_ANSWERS = hasattr(base, "CMS_ANSWER_MEMORY_MB")
"""Whether the service keeps whole answers at all."""
if os.environ.get("BENCH_COLD") == "1":
    CMS_ANSWER_MEMORY_MB = 0
