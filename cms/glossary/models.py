"""Terms with their definition and what is advised about them (Terminology Guidelines, study §4.10)."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField, TranslatableField

from cms.indexing.fields import searched
from cms.publishing.snippets import TranslatableSnippet
from cms.taxonomy.models import code_validator


class GlossaryTerm(TranslatableSnippet):
    """A term. What is advised about it is the same in every language; its words are each language's own."""

    class Status(models.TextChoices):
        PREFERRED = "preferred", _("Preferred")
        CARE = "use_with_care", _("Use with care")
        AVOID = "avoid", _("Avoid")

    code = models.CharField(
        _("code"), max_length=80, validators=[code_validator], help_text=_("Stable name for addresses and imports.")
    )
    term = models.CharField(_("term"), max_length=200)
    alternatives = models.TextField(
        _("other spellings"),
        blank=True,
        max_length=600,
        help_text=_("Acronyms and other ways to write the term, one a line. Shown, and found by a search."),
    )
    definition = models.TextField(_("definition"), max_length=1500)
    status = models.CharField(
        _("advice"), max_length=20, choices=Status.choices, default=Status.PREFERRED, db_index=True
    )
    use_instead = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("use instead"),
        help_text=_("The term to write in place of this one."),
    )
    source = models.CharField(
        _("source"), max_length=300, blank=True, help_text=_("Where the advice comes from, as one cites it.")
    )
    note = models.TextField(
        _("note"), blank=True, max_length=600, help_text=_("When the term is right all the same, for example in laws.")
    )

    class Meta(TranslatableSnippet.Meta):
        verbose_name = _("glossary term")
        verbose_name_plural = _("glossary terms")
        ordering = ["term"]
        constraints = [models.UniqueConstraint(fields=["code", "locale"], name="one_term_per_locale")]

    search_fields: ClassVar[list[Any]] = [
        *TranslatableSnippet.search_fields,
        *searched("term", "alternatives", "definition"),
        index.FilterField("status"),
    ]

    panels: ClassVar[list[Any]] = [
        MultiFieldPanel([FieldPanel("term"), FieldPanel("alternatives"), FieldPanel("code")], _("Term")),
        FieldPanel("definition"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("status"), FieldPanel("use_instead")]),
                FieldPanel("note"),
                FieldPanel("source"),
            ],
            _("Advice"),
        ),
    ]

    translatable_fields: ClassVar[list[Any]] = [
        *(TranslatableField(name) for name in "term alternatives definition note".split()),
        *(SynchronizedField(name, overridable=False) for name in "code status use_instead source".split()),
    ]

    def __str__(self) -> str:
        return self.term

    def clean(self) -> None:
        """Refuse a term that stands for itself, and one to use another in place of a preferred one.

        Raises:
            ValidationError: on `use_instead`.
        """
        super().clean()
        if self.use_instead_id and self.use_instead_id == self.pk:
            raise ValidationError({"use_instead": _("Choose another term than this one.")})
        if self.use_instead_id and self.status == self.Status.PREFERRED:
            raise ValidationError({"use_instead": _("A preferred term has none to use in its place.")})

    @property
    def spellings(self) -> list[str]:
        """The other spellings as a list."""
        return [line.strip() for line in self.alternatives.splitlines() if line.strip()]
