"""An answer as it is kept, and as it is given: conditional, without body for HEAD, marked where it is old."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from time import monotonic
from typing import Any

import lz4.block
import orjson
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified

Headers = tuple[tuple[str, str], ...]
_OF_THE_BODY = {"content-type", "content-length"}


@dataclass(slots=True)
class KeptAnswer:
    """The answer to one address at one content version, from `since` until before `ends`.

    `confirmed` is when this process last knew it to be true (`time.monotonic`). `ways` are the headers that it left
    this process with, by the way of asking (`cms.delivery.front`). The body is kept compressed: taking it apart again
    costs a tenth of giving it, and four times as many answers stay.
    """

    number: int
    since: datetime
    ends: datetime | None
    compressed: bytes
    headers: Headers
    etag: str
    confirmed: float = field(default_factory=monotonic)
    ways: dict[tuple[str, ...], Headers] = field(default_factory=dict)

    def holds(self, number: int, now: datetime) -> bool:
        """Say whether this is the answer at a version and a time."""
        return self.number == number and self.since <= now and (self.ends is None or now < self.ends)

    @property
    def body(self) -> bytes:
        """The answer as it is given."""
        return bytes(lz4.block.decompress(self.compressed))

    @property
    def length(self) -> int:
        """How many bytes the body has: LZ4's block says so in its first four."""
        return int.from_bytes(self.compressed[:4], "little")

    @property
    def size(self) -> int:
        """Bytes of memory, roughly."""
        return len(self.compressed) + 2048

    def packed(self) -> bytes:
        """Return bytes for another process, which `unpacked` reads."""
        head = [self.number, self.since, self.ends, self.headers, self.etag]
        content = orjson.dumps(head) + b"\n" + self.body
        return hashlib.sha256(content).digest() + content


def unpacked(data: Any) -> KeptAnswer | None:
    """Return what was packed, None for anything else."""
    if not isinstance(data, bytes) or hashlib.sha256(data[32:]).digest() != data[:32]:
        return None
    head, _newline, body = data[32:].partition(b"\n")
    number, since, ends, headers, etag = orjson.loads(head)
    return KeptAnswer(
        number,
        datetime.fromisoformat(since),
        datetime.fromisoformat(ends) if ends else None,
        lz4.block.compress(body),
        tuple((name, value) for name, value in headers),
        etag,
    )


def of_response(response: HttpResponse, number: int, since: datetime, ends: datetime | None) -> KeptAnswer | None:
    """Return an answer to keep, None where it must not be: no 200, not public, with cookies, or in pieces."""
    cache_control = response.get("Cache-Control", "")
    if response.status_code != 200 or response.streaming or response.cookies or "ETag" not in response:
        return None
    if "public" not in cache_control or "no-store" in cache_control:
        return None
    headers = tuple((name, value) for name, value in response.items() if name.lower() != "content-length")
    return KeptAnswer(number, since, ends, lz4.block.compress(response.content), headers, response["ETag"])


def given(kept: KeptAnswer, request: HttpRequest, extra: Headers = ()) -> HttpResponse:
    """Return the kept answer for a request: whole, without its body for HEAD, or 304 where the client has it."""
    known = request.META.get("HTTP_IF_NONE_MATCH")
    if known and matches(known, kept.etag):
        return _with_headers(HttpResponseNotModified(), kept.headers + extra)
    response = _with_headers(HttpResponse(b"" if request.method == "HEAD" else kept.body), kept.headers + extra)
    response["Content-Length"] = str(kept.length)
    return response


def _with_headers(response: HttpResponse, headers: Headers) -> HttpResponse:
    bare = response.status_code == 304
    for name, value in headers:
        if not (bare and name.lower() in _OF_THE_BODY):
            response.headers[name] = value
    return response


def conditional(response: HttpResponse, request: HttpRequest) -> HttpResponse:
    """Give an answer that is not kept as `given` would."""
    known, etag = request.META.get("HTTP_IF_NONE_MATCH"), response.get("ETag")
    if response.status_code == 200 and known and etag and matches(known, etag):
        return _with_headers(HttpResponseNotModified(), tuple(response.items()))
    if request.method == "HEAD" and not response.streaming:
        response["Content-Length"] = str(len(response.content))
        response.content = b""
    return response


def matches(header: str, etag: str) -> bool:
    """Compare an `If-None-Match` with an ETag, weakly as RFC 9110 asks for it."""
    tags = {tag.strip().removeprefix("W/") for tag in header.split(",")}
    return "*" in tags or etag.removeprefix("W/") in tags
