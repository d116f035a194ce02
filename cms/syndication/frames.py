"""One look at what is public in one language, nothing standing in for what is missing."""

from cms.api.frame import Frame
from cms.api.problems import not_found
from cms.languages import codes
from cms.publishing.visibility import LaunchedLocale, public_view


def frame_in(code: str) -> tuple[Frame, LaunchedLocale]:
    """Return a frame for readers of the launched locale that `code` names in any spelling.

    Raises:
        Problem: 404 where there is none.
    """
    frame = Frame(view=public_view())
    try:
        django_code = codes.parse(code)
    except codes.UnknownLocale:
        raise not_found() from None
    locale = next((row for row in frame.view.locales if row.django_code == django_code), None)
    if locale is None:
        raise not_found()
    frame.locale = locale
    return frame, locale
