"""What is typed by people who need help and by others, and how well `needed` tells them apart."""

import tomllib
from pathlib import Path
from typing import NamedTuple

from cms.search.helping import needed

LANGUAGES = ("en", "es", "zh-Hans")


class Table(NamedTuple):
    """Queries of a language: calls for help, and others."""

    calls: tuple[str, ...]
    harmless: tuple[str, ...]

    def missed(self) -> list[str]:
        """Return the calls that are not heard."""
        return [text for text in self.calls if needed(text) is None]

    def mistaken(self) -> list[str]:
        """Return what is taken for a call and is none."""
        return [text for text in self.harmless if needed(text) is not None]

    def recall(self) -> float:
        """Return the share of the calls that are heard."""
        return 1 - len(self.missed()) / len(self.calls)

    def precision(self) -> float:
        """Return the share of calls among what is taken for one."""
        heard = len(self.calls) - len(self.missed())
        return heard / max(1, heard + len(self.mistaken()))


def table(language: str, *, held_out: bool = False) -> Table:
    """Return the queries of a language that the wording is tuned to, or those that are held out."""
    stored = tomllib.loads((Path(__file__).parent / f"{language}.toml").read_text(encoding="utf-8"))
    part = stored["held_out"] if held_out else stored
    return Table(tuple(part["calls"]), tuple(part["harmless"]))
