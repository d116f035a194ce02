"""Language codes: BCP 47 outside, Django's spelling in settings, tables and URL paths."""

import difflib
from functools import lru_cache

from django.conf import settings

SOURCE = "en"
"""The language that content is written in first."""

_SPELLINGS = dict.fromkeys(("zh", "zh-cn", "zh-sg", "zh-hans-cn", "zh-hans-sg"), "zh-hans")


class UnknownLocale(ValueError):
    """A code that names none of the content languages. `nearest` is the best guess or None."""

    def __init__(self, code: str) -> None:
        known = [to_bcp47(django_code) for django_code in content_languages()]
        matches = difflib.get_close_matches(code.lower(), [k.lower() for k in known], 1)
        self.code = code
        self.known = known
        self.nearest = next((k for k in known if matches and k.lower() == matches[0]), None)
        super().__init__(f"Unknown locale {code!r}. Known locales: {', '.join(known)}.")


def content_languages() -> list[str]:
    """Return the Django codes of the content languages, the source first."""
    return [code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES]


@lru_cache
def to_bcp47(django_code: str) -> str:
    """Spell a Django code as BCP 47: `zh-hans` → `zh-Hans`, `pt-br` → `pt-BR`."""
    language, *rest = django_code.split("-")
    return "-".join([language.lower(), *(part.title() if len(part) == 4 else part.upper() for part in rest)])


def parse(code: str) -> str:
    """Return the Django code that `code` names in any usual spelling.

    Raises:
        UnknownLocale: when it is none of the content languages.
    """
    folded = code.strip().lower().replace("_", "-")
    folded = _SPELLINGS.get(folded, folded)
    if folded not in content_languages():
        raise UnknownLocale(code)
    return folded
