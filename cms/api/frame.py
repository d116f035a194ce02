"""What holds for a whole request: what is public now, in which language, in which form, at which addresses."""

from dataclasses import dataclass, field

from django.conf import settings

from cms.api.parameters import Parameter, Parameters
from cms.api.problems import Problem, bad_parameter, error_row, nearest, not_found
from cms.languages import codes
from cms.publishing.visibility import LaunchedLocale, PublicView, public_view

LOCALE = Parameter(
    name="locale",
    description="The language of the answer: a launched locale in any usual spelling.",
    min_length=0,
    max_length=35,
    example="es",
)
FALLBACK = Parameter(
    name="fallback",
    kind="words",
    description="Languages, best first, in which to give what is missing in `locale`; `none` gives nothing.",
    max_length=35,
    example="en",
)
LANGUAGE = (LOCALE, FALLBACK)
RICH_TEXT_FORMAT = Parameter(
    name="rich_text_format", description="The form of rich text.", choices=("html", "markdown"), default="html"
)


@dataclass
class Frame:
    """One request. `locale` is None where all languages are asked for."""

    view: PublicView
    locale: LaunchedLocale | None = None
    fallback: tuple[LaunchedLocale, ...] = ()
    rich_text_format: str = "html"
    base_url: str = ""
    frontend_url: str = ""
    by_id: dict[int, LaunchedLocale] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.base_url = self.base_url or settings.CMS_BASE_URL
        self.frontend_url = self.frontend_url or settings.CMS_FRONTEND_URL or self.base_url
        self.by_id = {locale.id: locale for locale in self.view.locales}

    @property
    def source(self) -> LaunchedLocale | None:
        """The source locale, if it is launched."""
        return next((locale for locale in self.view.locales if locale.django_code == codes.SOURCE), None)

    def chain(self, language: LaunchedLocale) -> list[LaunchedLocale]:
        """Return the locales in which a relation may be shown to a reader of `language`, best first."""
        candidates = [language, *self.fallback, *([self.source] if self.source else [])]
        return list(dict.fromkeys(candidates))

    def html_url(self, locale_id: int, url_path: str) -> str | None:
        """Return a page's public address from its tree path: no query, no reversing."""
        locale = self.by_id.get(locale_id)
        if locale is None or not locale.url_path or not url_path.startswith(locale.url_path):
            return None
        return f"{self.frontend_url}/{locale.django_code}/{url_path[len(locale.url_path) :]}"

    def detail_url(self, endpoint: str, pk: int) -> str:
        """Return an item's address in the API."""
        return f"{self.base_url}/api/v2/{endpoint}/{pk}/"


def find_locale(view: PublicView, code: str, parameter: str = "locale") -> LaunchedLocale:
    """Return the launched locale that `code` names in any spelling.

    Raises:
        Problem: 400 naming the known locales.
    """
    try:
        django_code = codes.parse(code)
    except codes.UnknownLocale:
        django_code = ""
    for locale in view.locales:
        if locale.django_code == django_code:
            return locale
    known = [locale.code for locale in view.locales]
    detail = f"There is no such locale. Known locales: {', '.join(known)}."
    raise Problem(
        400, f"{parameter}: {detail}", [error_row(parameter, detail, nearest(code, known))], known_locales=known
    )


def frame_of(parameters: Parameters, *, default_locale: bool = False, language: bool = True) -> Frame:
    """Read what is common to all endpoints.

    `default_locale`: without `locale=` the answer is in English. `language` is off where the path decides it.

    Raises:
        Problem: 400 for values that cannot be; 404 where no language is public.
    """
    view = public_view()
    if not view.locales:
        raise not_found("No language is public yet.")
    locale = find_locale(view, parameters.text("locale")) if language and "locale" in parameters else None
    frame = Frame(
        view=view,
        locale=locale,
        rich_text_format=parameters.text("rich_text_format") or RICH_TEXT_FORMAT.default,
    )
    if language:
        frame.fallback = _fallback(frame, parameters)
    if default_locale and frame.locale is None:
        frame.locale = frame.source or view.locales[0]
    return frame


def _fallback(frame: Frame, parameters: Parameters) -> tuple[LaunchedLocale, ...]:
    words = parameters.words("fallback")
    if not words or words == ["none"]:
        return ()
    if frame.locale is None:
        raise bad_parameter("fallback", "Say with locale= which language is wanted first.")
    chain = [find_locale(frame.view, word, "fallback") for word in words]
    return tuple(locale for locale in dict.fromkeys(chain) if locale != frame.locale)
