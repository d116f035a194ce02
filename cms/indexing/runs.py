"""Text as it is written between spaces and signs, for what is found while it is typed.

A Chinese word that is being typed may be parted otherwise than it will be (儿童性虐 of 儿童性虐待), so what is typed
from the beginning of a run is also looked for as that.
"""

import re

from cms.analysis import fold

_RUNS = re.compile(r"[^\W_]+")
_LONGEST = 60


def runs(text: str) -> list[tuple[str, int]]:
    """Return each run of letters and digits, folded and cut, with where it starts."""
    return [(match[0][:_LONGEST], match.start()) for match in _RUNS.finditer(fold(text))]
