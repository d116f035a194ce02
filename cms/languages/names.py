"""Names of languages and countries from CLDR (Babel), in any content language."""

from functools import lru_cache

from babel import Locale as BabelLocale
from babel import UnknownLocaleError
from babel.dates import get_month_names
from django.template.defaultfilters import yesno
from django.utils import translation


@lru_cache(maxsize=64)
def _babel(code: str) -> BabelLocale:
    return BabelLocale.parse(code, sep="-")


@lru_cache(maxsize=4096)
def language_name(code: str, in_language: str) -> str:
    """Name the language `code` (BCP 47) in `in_language` (BCP 47); the code itself where CLDR has no name.

    >>> language_name("ar", "es")
    'árabe'
    """
    languages = _babel(in_language).languages
    try:
        parsed = BabelLocale.parse(code, sep="-")
    except (UnknownLocaleError, ValueError):
        return code
    for key in (str(parsed), "_".join(filter(None, (parsed.language, parsed.script))), parsed.language):
        if name := languages.get(key):
            return str(name)
    return code


@lru_cache(maxsize=4096)
def country_name(iso2: str, in_language: str) -> str:
    """Name the country `iso2` (ISO 3166-1 alpha-2) in `in_language` (BCP 47)."""
    return str(_babel(in_language).territories.get(iso2.upper(), iso2))


@lru_cache
def language_choices() -> list[tuple[str, str]]:
    """Languages a file or a helpline may be in: BCP 47 codes with English names, by name."""
    codes = (
        "am ar bn de el en es fa fi fil fr ha he hi hu id it ja km ko lo ms my ne nl pl ps pt ro ru so sv sw ta te"
        " th tr uk ur vi zh-Hans zh-Hant"
    )
    return sorted(((code, language_name(code, "en")) for code in codes.split()), key=lambda row: row[1])


@lru_cache
def native_name(code: str) -> str:
    """Name a language in itself: `es` → `español`."""
    return language_name(code, code)


@lru_cache
def direction(code: str) -> str:
    """Return `ltr` or `rtl`."""
    return str(_babel(code).text_direction)


@lru_cache
def month_name(month: int, in_language: str) -> str:
    """Name a month from 1 to 12 standing alone: 1 in `es` → `enero`."""
    return str(get_month_names("wide", "stand-alone", _babel(in_language))[month])


def yes_or_no(value: bool, in_language: str) -> str:
    """Say yes or no in `in_language` (BCP 47)."""
    with translation.override(in_language.lower()):
        return str(yesno(value))
