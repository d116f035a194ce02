"""At most so many public reads for each client (`CMS_RATE_LIMIT`), in front of whatever keeps answers."""

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from cms.api.problems import Problem
from cms.delivery.clients import client_of
from cms.delivery.headers import GetResponse
from cms.settings import roles

UNLIMITED = ("/admin/", "/static/")


class RateLimit:
    """Refuses with 429 and `Retry-After`. Off by default, and in a process for editors alone."""

    def __init__(self, get_response: GetResponse) -> None:
        if not settings.CMS_RATE_LIMIT or settings.CMS_ROLE == roles.ADMIN:
            raise MiddlewareNotUsed
        from cms.delivery.gate import Gate

        self.get_response = get_response
        self.gate = Gate(settings.CMS_RATE_LIMIT, settings.REDIS_URL)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, or say when to come back."""
        if not request.path_info.startswith(UNLIMITED):
            seconds = self.gate.wait(client_of(request))
            if seconds:
                return self.refusal(seconds)
        return self.get_response(request)

    def refusal(self, seconds: int) -> HttpResponseBase:
        """Return the problem. Only here are clients told of their quota: an answer that is kept is for all."""
        response = Problem(429, f"Too many requests. Ask again in {seconds} s.").response()
        response["Content-Length"] = str(len(response.content))
        response["Retry-After"] = str(seconds)
        response["RateLimit-Policy"] = f'"default";q={self.gate.rate.amount};w={self.gate.rate.get_expiry()}'
        response["RateLimit"] = f'"default";r=0;t={seconds}'
        return response
