"""Addresses of reading pages. They come last, and leave to others what belongs to others.

Wagtail finds a page's address by the name `wagtail_serve`.
"""

from django.conf.urls.i18n import i18n_patterns
from django.urls import path, re_path

from cms.reading import views

OTHERS = "api|admin|documents|health|images|metrics|static"

urlpatterns = [
    path("", views.front, name="front"),
    *i18n_patterns(path("search/", views.search, name="search"), prefix_default_language=True),
    *i18n_patterns(re_path(r"^([\s\S]*)$", views.page, name="wagtail_serve"), prefix_default_language=True),
    re_path(rf"^(?!(?:{OTHERS})(?:/|$))([\s\S]*)$", views.page, name="other_spelling"),
]
