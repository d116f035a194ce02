"""Where the drawing of pages is plugged in: the reading pages lie above, and register themselves here."""

from collections.abc import Callable
from typing import Any

Renderer = Callable[..., Any]
_renderer: Renderer | None = None


def use(renderer: Renderer) -> None:
    """Register what draws pages: `renderer(page, request, *, preview) -> HttpResponse`."""
    global _renderer
    _renderer = renderer


def render(page: Any, request: Any, *, preview: bool) -> Any:
    """Draw a page.

    Raises:
        RuntimeError: when nothing was registered at start-up.
    """
    if _renderer is None:
        raise RuntimeError("No page renderer is registered.")
    return _renderer(page, request, preview=preview)
