"""A value with one text per language, in one column: labels, alt texts, small notes.

Stored and cleaned as `{"en": "Report", "es": "Informe", "zh-Hans": "报告"}` (BCP 47 keys, no empty texts).
"""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.forms import MultiValueField, MultiWidget
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.languages import codes

type_ = Mapping[str, str]


def pick(texts: Mapping[str, str] | None, language: str) -> tuple[str, str]:
    """Return the text in `language` (BCP 47), else in English, else `""`, and the language it really is in."""
    texts = texts or {}
    if text := texts.get(language):
        return text, language
    if text := texts.get(codes.SOURCE):
        return text, codes.SOURCE
    return "", language


def _languages() -> list[tuple[str, Any]]:
    return [(codes.to_bcp47(code), name) for code, name in settings.WAGTAIL_CONTENT_LANGUAGES]


class LocalizedWidget(MultiWidget):
    """One labelled input per content language."""

    template_name = "cms/localized_widget.html"

    def __init__(self, multiline: bool = False, attrs: dict[str, Any] | None = None) -> None:
        self.languages = _languages()
        make = (lambda: forms.Textarea(attrs={"rows": 2})) if multiline else forms.TextInput
        super().__init__({code: make() for code, _name in self.languages}, attrs)

    def decompress(self, value: Mapping[str, str] | None) -> list[str]:
        """Spread the stored texts over the inputs."""
        return [(value or {}).get(code, "") for code, _name in self.languages]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Give every input its language, for its label and its `lang` attribute."""
        context = super().get_context(name, value, attrs)
        for subwidget, (code, label) in zip(context["widget"]["subwidgets"], self.languages, strict=True):
            subwidget["language_name"] = label
            subwidget["attrs"]["lang"] = code
        return context


class LocalizedFormField(MultiValueField):
    """Cleans to a dict of the texts that were filled in. Only the source language can be required."""

    def __init__(self, *, multiline: bool = False, max_length: int | None = None, **kwargs: Any) -> None:
        self.languages = _languages()
        fields = [forms.CharField(required=False, max_length=max_length) for _row in self.languages]
        kwargs.setdefault("widget", LocalizedWidget(multiline=multiline))
        super().__init__(fields, require_all_fields=False, **kwargs)

    def compress(self, data_list: list[str]) -> dict[str, str]:
        """Gather the inputs.

        Raises:
            ValidationError: when texts are required and the English one is missing.
        """
        pairs = zip(self.languages, data_list or [], strict=False)
        texts = {code: text.strip() for (code, _name), text in pairs if text and text.strip()}
        if self.required and codes.SOURCE not in texts:
            raise ValidationError(_("Enter the English text; the other languages fall back to it."))
        return texts

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare whole values, so that formsets notice a cleared language."""
        return (initial or {}) != self.compress(data if isinstance(data, list) else [])


class LocalizedTextField(models.JSONField):
    """A JSON column of texts by language with a form of one input per content language."""

    description = gettext_lazy("One text per language")

    def __init__(self, *args: Any, multiline: bool = False, text_max_length: int | None = None, **kwargs: Any) -> None:
        self.multiline = multiline
        self.text_max_length = text_max_length
        kwargs.setdefault("default", dict)
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs: Any) -> forms.Field:
        """Return the multi-language form field."""
        return LocalizedFormField(
            required=not self.blank,
            label=kwargs.get("label", capfirst(self.verbose_name)),
            help_text=kwargs.get("help_text", self.help_text),
            multiline=self.multiline,
            max_length=self.text_max_length,
        )
