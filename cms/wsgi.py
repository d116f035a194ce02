"""The WSGI entry point."""

import os

from django.core.wsgi import get_wsgi_application

from cms.delivery.guard import ignore_charset

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.production")
_django = get_wsgi_application()

from cms.delivery.front import in_front_of  # noqa: E402 - Django must be set up before

application = in_front_of(ignore_charset(_django))
