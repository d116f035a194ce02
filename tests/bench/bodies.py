"""The bodies of the benchmark's pages as streams store them."""

import json
import uuid
from typing import Any

from tests.bench import words
from tests.bench.dataset import PARAGRAPHS, SENTENCES, Texts

LINKING = 1
"""The paragraph that links to a related page."""
MORE = ("More about it", "Más información", "更多内容")


def linking_block(key: uuid.UUID) -> str:
    """Return the id of the block that holds the link."""
    return _block_id(key, f"paragraph {LINKING}")


def stored(texts: Texts, key: uuid.UUID, linked: int | None) -> str:
    """Return headings, paragraphs, a quotation and a callout as JSON; `linked` is the page that the link leads to."""
    sentences, language = texts.body, texts.language
    extra = sentences[PARAGRAPHS * SENTENCES :]
    blocks: list[dict[str, Any]] = []

    def add(name: str, kind: str, value: Any) -> None:
        blocks.append({"type": kind, "value": value, "id": _block_id(key, name)})

    for number in range(PARAGRAPHS):
        own = sentences[number * SENTENCES : (number + 1) * SENTENCES]
        if number % 2 == 0:
            add(f"heading {number}", "heading", words.capital(words.OBJECTS[own[0].object][language]))
        link = f' <a linktype="page" id="{linked}">{MORE[language]}</a>' if number == LINKING and linked else ""
        add(f"paragraph {number}", "paragraph", words.paragraph(own, language, link))
    quotation = {"text": extra[0].text(language), "person": "A. Example", "role": ""}
    add("quote", "quote", quotation)
    callout = {"tone": "note", "heading": "", "text": words.paragraph(extra[1:], language)}
    add("callout", "callout", callout)
    return json.dumps(blocks, ensure_ascii=False)


def _block_id(key: uuid.UUID, name: str) -> str:
    return str(uuid.uuid5(key, name))
