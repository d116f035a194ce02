"""Rich text from lists of plain paragraphs."""

import re
import uuid
from collections.abc import Sequence
from itertools import groupby

from django.utils.html import escape

from cms.seed.content import Place
from cms.seed.names import Names

BULLET = "* "
_LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")
_NAMESPACE = uuid.UUID("5b0f1a52-6a43-4d3e-9d0c-3d0d4f9b6f0a")


def stable_id(*parts: str | int) -> str:
    """Return the same id for the same place at every build."""
    return str(uuid.uuid5(_NAMESPACE, "/".join(map(str, parts))))


def paragraphs(value: str | Sequence[str], place: Place) -> list[str]:
    """Return the paragraphs of a text given as one string or as a list.

    Raises:
        ContentError: when it is neither.
    """
    lines = [value] if isinstance(value, str) else value
    if not isinstance(lines, list) or not all(isinstance(line, str) for line in lines):
        raise place.error("must be a text or a list of paragraphs")
    return lines


def html(value: str | Sequence[str], key: str, names: Names, place: Place) -> str:
    """Return stored rich text; `key` makes the ids of its paragraphs, which stay the same at every build."""
    parts = []
    numbered = enumerate(paragraphs(value, place))
    for is_list, lines in groupby(numbered, key=lambda line: line[1].startswith(BULLET)):
        tag = "li" if is_list else "p"
        made = [
            f'<{tag} data-block-key="{stable_id(key, number)[:5]}">'
            f"{_inline(text.removeprefix(BULLET), names, place / number)}</{tag}>"
            for number, text in lines
        ]
        parts.append(f"<ul>{''.join(made)}</ul>" if is_list else "".join(made))
    return "".join(parts)


def _inline(text: str, names: Names, place: Place) -> str:
    parts: list[str] = []
    end = 0
    for match in _LINK.finditer(text):
        label, target = match.groups()
        parts.append(escape(text[end : match.start()]))
        parts.append(f"<a {_target(target, names, place)}>{escape(label)}</a>")
        end = match.end()
    return "".join([*parts, escape(text[end:])])


def _target(target: str, names: Names, place: Place) -> str:
    if target.startswith("page:"):
        return f'linktype="page" id="{names.page(target.removeprefix("page:"), place)}"'
    if target.startswith(("https://", "mailto:", "tel:")):
        return f'href="{escape(target)}"'
    raise place.error(f"a link must go to page:slug or https://…, not to {target!r}")
