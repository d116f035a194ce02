"""Counts the pages of the PDF on standard input. A program of its own, because the file may be hostile.

It caps its own memory and processor time before it reads a byte; whoever starts it caps the time on the clock.
Anything wrong with the file ends it with a status other than 0.
"""

import contextlib
import io
import resource
import sys

MEMORY_BYTES = 512 * 1024 * 1024
CPU_SECONDS = 10


def _limit() -> None:
    for kind, amount in ((resource.RLIMIT_AS, MEMORY_BYTES), (resource.RLIMIT_CPU, CPU_SECONDS)):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (amount, amount))


def main() -> None:
    """Print the number of pages."""
    _limit()
    from pypdf import PdfReader

    sys.stdout.write(str(len(PdfReader(io.BytesIO(sys.stdin.buffer.read())).pages)))


if __name__ == "__main__":
    main()
