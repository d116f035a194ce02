"""Caches in front of the service that can be emptied whole: Wagtail's backends with a time limit, and with a result.

Wagtail's own wait for ever (HTTP), only log a failure, and purge page by page; but one change shows in many answers.
Wagtail's app is not installed: it would purge in the request of the editor, and only what signals tell of.
"""

import contextlib
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import urlopen

import requests
from django.conf import settings
from wagtail.contrib.frontend_cache.backends.cloudflare import CloudflareBackend
from wagtail.contrib.frontend_cache.backends.http import HTTPBackend, PurgeRequest

from cms.delivery.purging import NotEmptied

SECONDS = 5.0
EVERYTHING = "/.*"


class HTTPCache(HTTPBackend):
    """Varnish and the like: `PURGE /.*` for our host, where the path is a pattern."""

    def empty(self) -> None:
        """Empty it.

        Raises:
            NotEmptied: where it refuses, hangs or is not there.
        """
        request = PurgeRequest(
            f"{self.cache_scheme}://{self.cache_netloc}{EVERYTHING}",
            headers={"Host": urlsplit(settings.CMS_BASE_URL).netloc},
        )
        try:
            with contextlib.closing(urlopen(request, timeout=SECONDS)):  # noqa: S310 - the operator's own address
                return
        except HTTPError as error:
            error.close()
            raise NotEmptied(f"status {error.code}") from None
        except (OSError, HTTPException) as error:
            raise NotEmptied(type(error).__name__) from None


class Cloudflare(CloudflareBackend):
    """A whole zone at once."""

    def empty(self) -> None:
        """Empty it.

        Raises:
            NotEmptied: where it refuses, hangs or is not there.
        """
        try:
            answer = requests.post(
                self.cloudflare_purge_endpoint_url,
                json={"purge_everything": True},
                headers={"Authorization": f"Bearer {self.cloudflare_token}"},
                timeout=SECONDS,
                allow_redirects=False,
            )
            body: Any = answer.json()
        except (requests.RequestException, ValueError) as error:
            raise NotEmptied(type(error).__name__) from None
        if answer.status_code != 200 or not isinstance(body, dict) or body.get("success") is not True:
            raise NotEmptied(f"status {answer.status_code}")
