"""Settings that every environment shares."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from cms.settings import cdn, roles
from cms.settings import environment as env
from cms.settings.databases import from_url, limits_of

BASE_DIR = env.ROOT
SECRET_KEY = env.SECRET_KEY
DEBUG = False
ALLOWED_HOSTS = env.ALLOWED_HOSTS

INSTALLED_APPS = [
    "home",
    "library",
    "press",
    "cms",
    "wagtail_localize",
    "wagtail_localize.locales",
    "cms.settings.apps.Redirects",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "cms.settings.apps.Snippets",
    "cms.settings.apps.Documents",
    "cms.settings.apps.Images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "django_tasks",
    "modelcluster",
    "taggit",
    "django_filters",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
]

CMS_ROLE = env.ROLE
MIDDLEWARE = roles.middleware(CMS_ROLE)
ROOT_URLCONF = roles.urlconf(CMS_ROLE)
WSGI_APPLICATION = "cms.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": roles.context_processors(CMS_ROLE),
            "libraries": {"reading": "cms.reading.tags"},
        },
    }
]

FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {
    "default": from_url(env.DATABASE_URL, env.DATA_DIR / "db.sqlite3", env.DATABASE_POOL_SIZE, limits_of(CMS_ROLE))
}

# Languages. A fourth locale is a line in both lists and a row made by `setup_site`.
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("es", _("Spanish")), ("zh-hans", _("Simplified Chinese"))]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAIL_I18N_ENABLED = True
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
AUTH_PASSWORD_VALIDATORS[1]["OPTIONS"] = {"min_length": 12}  # type: ignore[assignment]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
LOGIN_URL = "wagtailadmin_login"

# Files. Nothing below MEDIA_ROOT is ever served by address: every file goes through a view that asks whether
# it is public (design/5 §1), so MEDIA_URL leads nowhere.
STATIC_URL = "/static/"
STATIC_ROOT = env.DATA_DIR / "static"
MEDIA_ROOT = env.DATA_DIR / "media"
MEDIA_URL = "/media-not-served/"
WAGTAILIMAGES_IMAGE_MODEL = "cms.Image"
WAGTAILIMAGES_IMAGE_FORM_BASE = "cms.media.forms.ImageForm"
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000
WAGTAILDOCS_DOCUMENT_MODEL = "cms.Document"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "cms.media.forms.DocumentForm"
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "xlsx", "pptx", "odt", "csv", "txt", "epub"]
WAGTAILDOCS_MAX_UPLOAD_SIZE = env.MAX_UPLOAD_MB * 1024 * 1024
WAGTAILDOCS_SERVE_METHOD = "serve_view"

WAGTAILEMBEDS_FINDERS: list[Any] = []  # no text embeds what is elsewhere; the stock one brings a client for HTTP in
WAGTAIL_SITE_NAME = "ICMEC"
WAGTAILADMIN_BASE_URL = env.BASE_URL
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILSEARCH_BACKENDS: dict[str, Any] = {"default": {"BACKEND": "cms.indexing.backend", "SEARCH_CONFIG": "simple"}}
# Wagtail keeps its reference index by tasks. They run at once and inside the writing transaction, because the
# index decides whether a file is public.
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}

CACHES: dict[str, Any] = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
if env.REDIS_URL:
    _redis = {"BACKEND": "cms.delivery.redis.CautiousRedisCache", "LOCATION": env.REDIS_URL}
    CACHES = {
        "default": {**_redis, "KEY_PREFIX": "cms"},
        "answers": {**_redis, "KEY_PREFIX": "answers", "OPTIONS": {"serializer": "cms.delivery.redis.Bytes"}},
    }

# Finished answers, and what they are made from, are kept until the content version or the clock ends them.
CMS_KEEP_ANSWERS = True
CMS_ANSWER_MEMORY_MB = env.ANSWER_MEMORY_MB

CMS_BASE_URL = env.BASE_URL
CMS_FRONTEND_URL = env.FRONTEND_URL
CMS_CORS_ORIGINS = env.CORS_ORIGINS
CMS_RATE_LIMIT = env.RATE_LIMIT
CMS_TRUSTED_PROXIES = env.TRUSTED_PROXIES
CMS_METRICS = env.METRICS
REDIS_URL = env.REDIS_URL
WAGTAILFRONTENDCACHE = cdn.backends(env.CDN, env.CDN_LOCATION, env.CDN_TOKEN, env.CDN_ZONE)

# The admin's preview panel frames this service's own pages.
X_FRAME_OPTIONS = "SAMEORIGIN"
SILENCED_SYSTEM_CHECKS = roles.silenced_checks(CMS_ROLE)
SESSION_COOKIE_AGE = 8 * 60 * 60
SECURE_REFERRER_POLICY = "same-origin"
