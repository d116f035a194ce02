"""A StreamField whose block definitions stay out of migrations."""

from typing import Any

from wagtail.fields import StreamField as WagtailStreamField


class StreamField(WagtailStreamField):
    """Migrations see only `StreamField(blank=…)`: changing a block changes no table.

    A renamed block needs a data migration over the stored JSON all the same (design/2 §5).
    """

    def __init__(self, block_types: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(block_types or [], *args, **kwargs)

    def deconstruct(self) -> Any:
        """Drop blocks and their lookup."""
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [], kwargs
