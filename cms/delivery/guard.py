"""One guard in front of everything: what no part of the service can read is refused before anything reads it.

A database refuses NUL, a path parser refuses brackets, and Python's codecs take whatever name a client gives. So
addresses are looked at once, here, and every view below may trust them (design/5 §4).
"""

from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.core.handlers.wsgi import get_bytes_from_wsgi
from django.http import HttpRequest, HttpResponse

from cms.api.problems import Problem, error_row
from cms.delivery.headers import admit

MAX_BYTES = 2048
"""Of a path, and of a query, outside the admin."""
MAX_PARAMETERS = 100
READ_COOKIES = ("/admin/", "/documents/")
"""How the addresses begin that may be an editor's. Of a document only the session is read."""
SHORTEST_SESSION = 8
"""Django makes a new answer to the cookie of a shorter key: one that deletes it."""

WsgiApplication = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
_CONTROLS = {chr(code) for code in (*range(0x20), *range(0x7F, 0xA0))}
_NUL = {"\0"}


class Guard:
    """Stands before whatever reads an address. Refusals are problems below `/api/` and one line of text elsewhere.

    Inside the admin long queries are usual, and so are tabs from the clipboard; there only NUL and what is not UTF-8
    is refused.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Refuse the request or hand it on."""
        below_api = f"{request.path_info}/".startswith("/api/")
        try:
            _check_address(request)
            if below_api:
                _check_host(request)
            elif request.path_info.startswith(READ_COOKIES) and _has_nul_in_cookies(request):
                raise Problem(400, "A cookie holds NUL; delete the cookies of this site.")
        except Problem as problem:
            return _problem(request, problem) if below_api else _line(problem)
        if "HTTP_COOKIE" in request.META:
            _leave_cookies(request)
        return self.get_response(request)


def ignore_charset(application: WsgiApplication) -> WsgiApplication:
    """Take the charset from the type of a body.

    Django decodes the query by it while it makes the request, before any middleware: `charset=base64` is an exception
    there, and `charset=utf-7` hides a NUL. Addresses and forms are UTF-8 here, whatever a header says.
    """

    def guarded(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if parameters := environ.get("CONTENT_TYPE", "").split(";")[1:]:
            kind = environ["CONTENT_TYPE"].split(";")[0]
            environ["CONTENT_TYPE"] = ";".join([kind, *filter(_is_kept, parameters)])
        return application(environ, start_response)

    return guarded


def _is_kept(parameter: str) -> bool:
    name = parameter.partition("=")[0].strip().lower()
    return name != "charset" and "*" not in name


def _check_address(request: HttpRequest) -> None:
    path, query = request.path_info.encode(), get_bytes_from_wsgi(request.META, "QUERY_STRING", "")
    editing = path.startswith(b"/admin/")
    if not editing:
        _check_size(path, query)
    if _fault(_decoded(path), _CONTROLS):
        raise Problem(400, "The path holds characters that no address has; remove them.")
    if fault := _fault(_decoded(query), _NUL if editing else _CONTROLS):
        raise Problem(400, f"The query {fault}.", list(_faulty_parameters(query)))
    if editing and b"next=" in query and not _is_address(request.GET.get("next", "")):
        raise Problem(400, "next: Give the path of a page of this site, such as /admin/pages/.")


def _is_address(text: str) -> bool:
    """Say whether one can be sent there; Wagtail's login takes anything else for the name of a view."""
    return not text or text.startswith(("/", "http://", "https://"))


def _check_size(path: bytes, query: bytes) -> None:
    if len(path) > MAX_BYTES:
        raise Problem(414, f"The path must not be longer than {MAX_BYTES} bytes.")
    if len(query) > MAX_BYTES:
        raise Problem(414, f"The query must not be longer than {MAX_BYTES} bytes.")
    if query.count(b"&") >= MAX_PARAMETERS:
        raise Problem(400, f"The query must not have more than {MAX_PARAMETERS} parameters.")


def _decoded(text: bytes) -> bytes:
    """Undo one encoding: of a query its only one, of a path a second, or bytes that Django could not decode."""
    return unquote_to_bytes(text) if b"%" in text else text


def _fault(text: bytes, refused: set[str]) -> str:
    """Say what is wrong with a text, or nothing."""
    try:
        decoded = text.decode("utf-8")
    except UnicodeDecodeError:
        return "is not valid UTF-8; encode it as UTF-8"
    if decoded.isprintable() or refused.isdisjoint(decoded):
        return ""
    return "holds control characters; remove them"


def _faulty_parameters(query: bytes) -> Iterable[dict[str, Any]]:
    """Return a row for each parameter at fault, by its name as it was sent."""
    for pair in query.split(b"&"):
        if fault := _fault(_decoded(pair), _CONTROLS):
            name = _decoded(pair.partition(b"=")[0]).decode("utf-8", "replace")
            yield error_row("".join(character if character.isprintable() else "\ufffd" for character in name), fault)


def _check_host(request: HttpRequest) -> None:
    """Refuse what would be answered in HTML further down."""
    try:
        request.get_host()
    except DisallowedHost:
        raise Problem(400, "This service does not answer to the host name in the Host header.") from None


def _has_nul_in_cookies(request: HttpRequest) -> bool:
    """Say whether a cookie decodes to NUL: a session's key is asked of the database as it is."""
    return "HTTP_COOKIE" in request.META and any("\0" in value for value in request.COOKIES.values())


def _leave_cookies(request: HttpRequest) -> None:
    """Leave out the cookies that nothing reads: middleware further down would answer a broken one with another."""
    if request.path_info.startswith("/admin/"):
        return
    name = settings.SESSION_COOKIE_NAME
    session = request.COOKIES.get(name, "") if request.path_info.startswith(READ_COOKIES) else ""
    del request.META["HTTP_COOKIE"]
    request.COOKIES = {name: session} if len(session) >= SHORTEST_SESSION else {}


def _problem(request: HttpRequest, problem: Problem) -> HttpResponse:
    """Return a problem that pages of other sites may read, as they may read what is answered further down."""
    response = _secure(problem.response())
    admit(response, request.headers.get("Origin", ""))
    return response


def _line(problem: Problem) -> HttpResponse:
    response = HttpResponse(f"{problem.detail}\n", status=problem.status, content_type="text/plain; charset=utf-8")
    response["Cache-Control"] = "no-store"
    return _secure(response)


def _secure(response: HttpResponse) -> HttpResponse:
    response["Content-Length"] = str(len(response.content))
    response["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    return response
