"""The one place where the process environment is read. README's settings table lists every name here."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


def text(name: str, default: str = "") -> str:
    """Return the variable, or the content of the file named by `<name>_FILE`."""
    if path := os.environ.get(f"{name}_FILE"):
        return Path(path).read_text(encoding="utf-8").strip()
    return os.environ.get(name, default).strip()


def items(name: str, default: str = "") -> list[str]:
    """Return a comma-separated variable as a list without empty items."""
    return [item.strip() for item in text(name, default).split(",") if item.strip()]


def number(name: str, default: int) -> int:
    """Return an integer variable.

    Raises:
        ValueError: naming the variable, when it is not a whole number.
    """
    value = text(name, str(default))
    try:
        return int(value)
    except ValueError:
        raise ValueError(f"{name} must be a whole number, not {value!r}") from None


def one_of(name: str, *allowed: str) -> str:
    """Return a variable that must be one of a few words; the first of them is the default.

    Raises:
        ValueError: naming the words.
    """
    value = text(name, allowed[0])
    if value not in allowed:
        known = ", ".join(repr(word) for word in allowed if word)
        raise ValueError(f"{name} must be one of {known}, not {value!r}")
    return value


PORT = number("PORT", 8000)
SECRET_KEY = text("SECRET_KEY")
DATABASE_URL = text("DATABASE_URL")
TEST_DATABASE_URL = text("TEST_DATABASE_URL")
BASE_URL = text("CMS_BASE_URL", f"http://localhost:{PORT}").rstrip("/")
FRONTEND_URL = text("CMS_FRONTEND_URL").rstrip("/")
ALLOWED_HOSTS = items("CMS_ALLOWED_HOSTS")
DATA_DIR = Path(text("CMS_DATA_DIR", str(ROOT / "var"))).resolve()
DATABASE_POOL_SIZE = number("CMS_DATABASE_POOL_SIZE", 0)
REDIS_URL = text("REDIS_URL")
ANSWER_MEMORY_MB = number("CMS_ANSWER_MEMORY_MB", 32)
MAX_UPLOAD_MB = number("CMS_MAX_UPLOAD_MB", 20)
TRUSTED_PROXIES = number("CMS_TRUSTED_PROXY", 0)
ROLE = one_of("CMS_ROLE", "all", "public", "admin")
CORS_ORIGINS = items("CMS_CORS_ORIGINS", "*")
RATE_LIMIT = text("CMS_RATE_LIMIT")
METRICS = text("CMS_METRICS") == "1"
WORKERS = number("CMS_WORKERS", 2)
THREADS = number("CMS_THREADS", 4)
CDN = one_of("CMS_CDN", "", "http", "cloudflare")
CDN_LOCATION = text("CMS_CDN_LOCATION")
CDN_TOKEN = text("CMS_CDN_TOKEN")
CDN_ZONE = text("CMS_CDN_ZONE")
