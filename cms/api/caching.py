"""What caches in front of the service are told: how long they may keep an answer, and the names to drop it by."""

import re
from contextlib import suppress

from django.http import HttpRequest

from cms.languages import codes

EVERYTHING = "site"
"""The name by which a CDN drops all answers."""
_ENDPOINT = re.compile(r"/api/v2/([a-z-]+)")
_FEED = re.compile(r"/(feeds|sitemap|robots)")


def cache_control() -> str:
    """Return how long caches may keep what is public. It never depends on what is to come."""
    return "public, max-age=10"


def surrogate_keys(request: HttpRequest) -> list[str]:
    """Return the names by which a CDN can drop an answer: `site` for all of them, the endpoint, the language.

    For example `site pages locale-zh-Hans`.
    """
    keys = [EVERYTHING]
    if match := _ENDPOINT.match(request.path_info) or _FEED.match(request.path_info):
        keys.append(match[1])
    with suppress(codes.UnknownLocale):
        keys.append(f"locale-{codes.to_bcp47(codes.parse(request.GET.get('locale', '')))}")
    return keys
