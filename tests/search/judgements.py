"""The judged queries: what a reader asks, and what the sample content has for it, from `judged/*.toml`.

Items are named by keys that every build of the content shares: the path of a page below the home page (the home page
itself is `home`), `helpline:<code>`, `term:<code>`. Only items of the query's own locale count.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "judged"
MOST = 20
"""Items that are relevant to one query: as many as an answer holds."""
KINDS = {
    "words": "words of the field, and whole questions",
    "inflection": "another number, gender or form of the verb than in the texts",
    "accents": "typed without them",
    "typo": "one or two letters wrong",
    "inside": "a word of two characters inside a sentence without spaces",
    "foreign": "a word or acronym of another language",
    "label": "a category or tag of the search page that was before",
    "synonym": "a word for it that the title does not use",
    "outdated": "a word for it that is avoided today",
    "country": "the name of a country",
    "organisation": "a publisher or partner, by name or acronym",
    "title": "a title as half remembered",
    "helpline": "somebody looks for help or wants to report",
    "glossary": "a term of the glossary",
    "traditional": "traditional Chinese characters",
    "full-width": "full-width letters",
    "phrase": "in quotes: these words in this order",
    "pinyin": "pinyin for a Chinese word",
    "file": "words that stand only in an attached PDF",
}


class WrongJudgement(ValueError):
    """A judgement cannot be used; the message names file and query."""


@dataclass(frozen=True)
class Judged:
    """A query with the keys of what is wanted (grade 2) and of what is relevant too (grade 1).

    One that is held out is never looked at while the search is tuned.
    """

    locale: str
    query: str
    kind: str
    why: str
    wanted: frozenset[str]
    also: frozenset[str] = frozenset()
    held_out: bool = False

    @property
    def relevant(self) -> frozenset[str]:
        """Everything of grade 1 and 2."""
        return self.wanted | self.also

    def __str__(self) -> str:
        return f"[{self.locale} {self.kind}{', held out' if self.held_out else ''}] {self.query}"


def load(folder: Path = FOLDER) -> list[Judged]:
    """Read all judgements, for each locale a file, and one of those that are held out.

    Raises:
        WrongJudgement: for the first one that breaks a rule of this module.
    """
    found: list[Judged] = []
    for path in sorted(folder.glob("*.toml")):
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        for row in data["queries"]:
            try:
                found.append(_judged(data["locale"], row, held_out=data.get("held_out", False)))
            except (TypeError, WrongJudgement) as error:
                raise WrongJudgement(f"{path.name}, {row.get('query')!r}: {error}") from error
    return found


def _judged(locale: str, row: dict[str, Any], *, held_out: bool) -> Judged:
    lists = {name: row.get(name, []) for name in ("wanted", "also")}
    keys = [key for values in lists.values() for key in values]
    if len(keys) != len(set(keys)):
        raise WrongJudgement("an item is named twice")
    if not lists["wanted"] or len(keys) > MOST:
        raise WrongJudgement(f"there must be a wanted item, and at most {MOST} in all")
    if row.get("kind") not in KINDS:
        raise WrongJudgement(f"{row.get('kind')!r} is none of {', '.join(KINDS)}")
    return Judged(locale, **{**row, **{name: frozenset(values) for name, values in lists.items()}}, held_out=held_out)
