"""What a process is for: the public, the editors, or both (`CMS_ROLE`).

A public process has no login, no session, no admin address, and a database connection that refuses to write.
"""

PUBLIC, ADMIN, ALL = "public", "admin", "all"

_FRONT = [
    "cms.monitoring.middleware.Probes",
    "cms.monitoring.middleware.Measured",
    "cms.delivery.headers.PublicHeaders",
    "cms.delivery.rate_limit.RateLimit",
    "cms.delivery.guard.Guard",
    "django.middleware.security.SecurityMiddleware",
    "cms.delivery.middleware.AnswerMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
]
_BEHIND = [
    "cms.reading.middleware.PathLocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
]
_EDITORS = [
    "cms.delivery.purging.PurgeAfterWrites",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]
_LAST = ["django.middleware.clickjacking.XFrameOptionsMiddleware"]


def middleware(role: str) -> list[str]:
    """Return the middleware of a role, outermost first."""
    return [*_FRONT, *_BEHIND, *([] if role == PUBLIC else _EDITORS), *_LAST]


def urlconf(role: str) -> str:
    """Return the module that lists the addresses of a role."""
    return "cms.public_urls" if role == PUBLIC else "cms.urls"


def context_processors(role: str) -> list[str]:
    """Return what templates get beside their own context."""
    editors = ["django.contrib.auth.context_processors.auth", "django.contrib.messages.context_processors.messages"]
    return ["django.template.context_processors.request", *([] if role == PUBLIC else editors)]


def silenced_checks(role: str) -> list[str]:
    """Return the checks of Django that do not hold here.

    W019: the admin's preview frames our own pages. W003: where nothing can be written there is nothing to forge.
    """
    return ["security.W019", *(["security.W003"] if role == PUBLIC else [])]
