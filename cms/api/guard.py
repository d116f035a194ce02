"""One guard for hostile addresses, before anything reads them (design/4 "limits")."""

import unicodedata
from urllib.parse import unquote_to_bytes

from django.http import HttpRequest

from cms.api.problems import Problem, not_found

MAX_QUERY_STRING = 2048


def check_address(request: HttpRequest) -> None:
    """Refuse long queries, bytes that are no text (lone surrogates too) and control characters.

    Raises:
        Problem: 414, 400; 404 where the path is at fault, since nothing can be at such a path.
    """
    query_string: str = request.META.get("QUERY_STRING", "")
    if len(query_string) > MAX_QUERY_STRING:
        raise Problem(414, f"The query must not be longer than {MAX_QUERY_STRING} bytes.")
    if has_controls(request.path):
        raise not_found()
    try:
        text = unquote_to_bytes(query_string.encode("latin-1")).decode()
    except UnicodeError:
        raise Problem(400, "The query is not valid UTF-8.") from None
    if has_controls(text):
        raise Problem(400, "The address holds control characters; remove them.")


def has_controls(text: str) -> bool:
    """Say whether a text holds a control character, NUL among them."""
    return any(unicodedata.category(character) == "Cc" for character in text)
