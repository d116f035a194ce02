"""The WSGI entry point."""

import os

from django.core.wsgi import get_wsgi_application

from cms.delivery.guard import ignore_charset

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.production")
application = ignore_charset(get_wsgi_application())
