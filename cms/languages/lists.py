"""A short list of codes in one column, ticked in the admin: languages, networks."""

from typing import Any

from django import forms
from django.db import models
from django.utils.text import capfirst


class CodeListField(models.JSONField):
    """A JSON list of codes out of `code_choices`, in their order."""

    def __init__(self, *args: Any, code_choices: list[tuple[str, Any]] | None = None, **kwargs: Any) -> None:
        self.code_choices = code_choices or []
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs: Any) -> forms.Field:
        """Return a field of check boxes."""
        return forms.MultipleChoiceField(
            choices=self.code_choices,
            required=not self.blank,
            label=kwargs.get("label", capfirst(self.verbose_name)),
            help_text=kwargs.get("help_text", self.help_text),
            widget=forms.CheckboxSelectMultiple,
        )
