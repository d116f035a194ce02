"""Reads the PDF on standard input: its number of pages, then the text of each page as a line of JSON.

A program of its own, because the file may be hostile. It caps its own memory and processor time before it reads a
byte; whoever starts it caps the time on the clock. Anything wrong with the file ends it with a status other than 0,
and anything wrong with a page leaves that page without text; what was said before holds.
"""

import contextlib
import io
import json
import re
import resource
import sys
import time

MEMORY_BYTES = 512 * 1024 * 1024
CPU_SECONDS = 10
TEXT_SECONDS = 8
"""After so much processor time no further page is read."""
MOST_PAGES = 400
MOST_CHARACTERS = 2_000_000
MOST_ON_A_PAGE = 50_000

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_BROKEN_WORD = re.compile(r"(?<=[^\W\d_])(?:\u00ad|-(?=\n[^\W\d_A-Z]))\n")
_BROKEN_LINE = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef])\n(?=[\u3000-\u9fff\uff00-\uffef])")


def _limit() -> None:
    for kind, amount in ((resource.RLIMIT_AS, MEMORY_BYTES), (resource.RLIMIT_CPU, CPU_SECONDS)):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (amount, amount))


def _say(value: object) -> None:
    sys.stdout.write(json.dumps(value) + "\n")
    sys.stdout.flush()


def clean(text: str) -> str:
    """Return a text without control characters, with words and Chinese sentences that a line breaks put together."""
    text = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").replace("\x0c", "\n"))
    return _BROKEN_LINE.sub("", _BROKEN_WORD.sub("", text)).replace("\u00ad", "").strip()


def main() -> None:
    """Print number and texts."""
    _limit()
    from pypdf import PdfReader

    pages = PdfReader(io.BytesIO(sys.stdin.buffer.read())).pages
    _say(len(pages))
    left = MOST_CHARACTERS
    for number in range(min(len(pages), MOST_PAGES)):
        text = ""
        with contextlib.suppress(Exception):
            text = clean(pages[number].extract_text())[: min(MOST_ON_A_PAGE, left)]
        _say(text)
        left -= len(text)
        if left <= 0 or time.process_time() > TEXT_SECONDS:
            return


if __name__ == "__main__":
    main()
