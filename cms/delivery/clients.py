"""Who asks, as far as a limit must know: never an address, only what cannot be turned back into one."""

import ipaddress
from datetime import UTC, date, datetime
from functools import lru_cache
from hashlib import blake2b

from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

SUBSCRIBER_BITS = 64
"""An IPv6 subscriber has at least this network to himself, and would otherwise count as 2**64 clients."""


def client_of(request: HttpRequest) -> str:
    """Return a name for the client that is the same all day in every process, and another one tomorrow."""
    key = _key_of(datetime.now(UTC).date())
    return blake2b(network(address_of(request)).encode(), key=key, digest_size=16).hexdigest()


def address_of(request: HttpRequest) -> str:
    """Return the address that the last proxy of ours was asked from, or that of the connection.

    `CMS_TRUSTED_PROXY` is how many proxies of ours stand in front. What is further left in `X-Forwarded-For` was
    written by the client and counts for nothing.
    """
    trusted = settings.CMS_TRUSTED_PROXIES
    hops = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    if trusted and len(hops) >= trusted and (hop := hops[-trusted].strip()):
        return hop
    return str(request.META.get("REMOTE_ADDR", ""))


def network(address: str) -> str:
    """Return an IPv4 address, or the network of an IPv6 subscriber; what is no address stays as it is."""
    try:
        parsed = ipaddress.ip_address(address.strip("[]"))
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped:
            return str(parsed.ipv4_mapped)
        return str(ipaddress.ip_network((parsed, SUBSCRIBER_BITS), strict=False))
    return str(parsed)


@lru_cache(maxsize=1)
def _key_of(day: date) -> bytes:
    return salted_hmac("cms.delivery.clients", day.isoformat(), algorithm="sha256").digest()
