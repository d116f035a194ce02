"""The base of every snippet with prose: translated, drafted, with history (design/3 L6)."""

from datetime import datetime
from typing import Any, ClassVar

from django.contrib.contenttypes.fields import GenericRelation
from django.db.models import Q
from modelcluster.models import ClusterableModel
from wagtail.models import DraftStateMixin, RevisionMixin, TranslatableMixin
from wagtail.search import index


class TranslatableSnippet(DraftStateMixin, RevisionMixin, TranslatableMixin, index.Indexed, ClusterableModel):
    """A snippet with one row per language. The English row is its identity; others translate it."""

    _revisions = GenericRelation(
        "wagtailcore.Revision",
        content_type_field="base_content_type",
        object_id_field="object_id",
        for_concrete_model=False,
    )

    translatable_fields: ClassVar[list[Any]] = []

    class Meta(TranslatableMixin.Meta):
        abstract = True

    search_fields: ClassVar[list[Any]] = [index.FilterField("locale_id"), index.FilterField("live")]

    @property
    def revisions(self) -> Any:
        """All revisions, newest last."""
        return self._revisions

    @classmethod
    def in_time(cls, now: datetime) -> Q:
        """Return what must hold of a row at `now`, beyond what holds for all snippets, for the public to know it."""
        return Q()

    @classmethod
    def files_in_time(cls, now: datetime) -> Q:
        """Return what must hold of a public row at `now` for the public to see the files that it uses."""
        return Q()
