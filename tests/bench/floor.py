"""The floor: the smallest Django application that returns the same bytes. One view, no middleware, no database.

`FLOOR_ANSWERS` names a JSON file of bodies by address, which is read once.
"""

import json
import os
from pathlib import Path

from django.conf import settings

settings.configure(
    ALLOWED_HOSTS=["*"], DEBUG=False, INSTALLED_APPS=[], MIDDLEWARE=[], ROOT_URLCONF=__name__, SECRET_KEY="floor"
)  # fmt: skip

from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.urls import path, re_path  # noqa: E402

_file = Path(os.environ["FLOOR_ANSWERS"])
ANSWERS = {address: body.encode() for address, body in json.loads(_file.read_bytes()).items()}


def answer(request: HttpRequest) -> HttpResponse:
    """Return the kept bytes."""
    address = f"{request.path_info}?{request.META['QUERY_STRING']}"
    return HttpResponse(ANSWERS[address], content_type="application/json")


def ok(request: HttpRequest) -> HttpResponse:
    """The smallest view there is; targets are scaled by its rate."""
    return HttpResponse(b"ok")


urlpatterns = [path("ok", ok), re_path("", answer)]
application = get_wsgi_application()
