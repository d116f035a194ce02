"""Stock apps that start without what this service has no address for: that is 30 MiB of each process."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

from wagtail.contrib.redirects.apps import WagtailRedirectsAppConfig
from wagtail.documents.apps import WagtailDocsAppConfig
from wagtail.snippets.apps import WagtailSnippetsAppConfig


class _Nothing(ModuleType):
    """Stands for a module: whatever is taken from it is it again, and may be called."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __call__(self, *_args: Any) -> None:
        """Do nothing."""


@contextmanager
def in_place_of(*names: str, stands: ModuleType | None = None) -> Iterator[None]:
    """Let imports of these modules find `stands`, or fail, for as long as the block lasts. Not for threads."""
    before = {name: sys.modules[name] for name in names if name in sys.modules}
    sys.modules.update(dict.fromkeys(names, stands))  # type: ignore[arg-type]
    try:
        yield
    finally:
        for name in names:
            del sys.modules[name]
        sys.modules.update(before)


with in_place_of("pillow_heif"):  # it would read HEIC and AVIF, which are no pictures here
    from wagtail.images.apps import WagtailImagesAppConfig


class _WithoutApiV3:
    """Registers nothing with Wagtail's API v3, which comes with a second framework for APIs."""

    name: str

    def ready(self) -> None:
        """Do all else that the app does when it starts."""
        own = f"{self.name}.api.v3"
        with in_place_of("wagtail.api.v3.api", own, f"{own}.registry", f"{own}.router", stands=_Nothing("nothing")):
            super().ready()  # type: ignore[misc]


class Documents(_WithoutApiV3, WagtailDocsAppConfig):
    """`wagtail.documents`."""


class Images(_WithoutApiV3, WagtailImagesAppConfig):
    """`wagtail.images`."""


class Redirects(_WithoutApiV3, WagtailRedirectsAppConfig):
    """`wagtail.contrib.redirects`."""


class Snippets(_WithoutApiV3, WagtailSnippetsAppConfig):
    """`wagtail.snippets`."""
