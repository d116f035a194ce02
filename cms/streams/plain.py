"""Stored rich text as plain text."""

import re
from html import unescape

_ENDS_A_LINE = re.compile(r"</(?:p|li|ul|ol|h[1-6]|blockquote|div|tr|table|dt|dd|figure)\s*>|<[bh]r\b[^>]*>", re.I)
_TAG = re.compile(r"""<(?:[^<>"']|"[^"]*"|'[^']*')*>""")


def plain(source: str) -> str:
    """Return the text between the tags. Each paragraph, item and heading is a line; no line is empty."""
    text = _TAG.sub("", _ENDS_A_LINE.sub("\n", source))
    return lines(unescape(text))


def lines(text: str) -> str:
    """Return the lines of a text that are not empty, blanks put together."""
    return "\n".join(filter(None, (" ".join(line.split()) for line in text.split("\n"))))
