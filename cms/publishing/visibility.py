"""The one answer to "may the public see this?" (design/5 §1), decided at query time with one `now`.

Every endpoint, relation, link, feed, file and page asks a `PublicView`; nothing else decides.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Exists,
    ExpressionWrapper,
    F,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    When,
)
from django.db.models.functions import Cast
from wagtail.models import CollectionViewRestriction, DraftStateMixin, Page, ReferenceIndex, Site

from cms.languages import codes
from cms.languages.models import LocaleProfile
from cms.publishing.models import Embargo
from cms.publishing.snippets import TranslatableSnippet
from cms.publishing.tree import Tree, below, survey
from cms.publishing.version import current, kept


@dataclass(frozen=True)
class LaunchedLocale:
    """A locale that the public may read. `path` and `url_path` are its home page's, empty where it has none."""

    id: int
    django_code: str
    code: str
    native_name: str
    direction: str
    path: str = ""
    url_path: str = ""

    def __hash__(self) -> int:
        return self.id


def in_private_collection(path: str = "collection__path") -> Exists:
    """Return a condition for files whose collection, or one above it, is not open to everybody.

    `path` leads from the queryset's model to the path of the collection.
    """
    own = ExpressionWrapper(OuterRef(path), output_field=CharField())
    restrictions = CollectionViewRestriction.objects.annotate(own_path=own)
    return Exists(restrictions.filter(own_path__startswith=F("collection__path")))


@dataclass(frozen=True)
class PublicView:
    """What is public at `now`. Make one per request with `public_view()`."""

    now: datetime
    locales: tuple[LaunchedLocale, ...]

    # Pages

    def pages(self, queryset: QuerySet[Any] | None = None) -> QuerySet[Any]:
        """Restrict a queryset of `Page` or of a page type to what the public may see.

        Aliases are included: those across locales answer by path only, see `listed`.
        """
        queryset = Page.objects.all() if queryset is None else queryset
        return queryset.filter(self._own_conditions("")).filter(
            Q(alias_of__isnull=True)
            | (self._own_conditions("alias_of__") & Q(alias_of__alias_of__isnull=True))
            | Q(pk__in=self._tree.chained)
        )

    def listed(self, queryset: QuerySet[Any] | None = None) -> QuerySet[Any]:
        """Like `pages`, without aliases that stand for another language (design/3 L5)."""
        return self.pages(queryset).filter(self._own_language)

    def marked(self, pages: QuerySet[Any]) -> QuerySet[Any]:
        """Give each page `is_listed`: whether it stands for no other language, as `listed` demands."""
        return pages.annotate(
            is_listed=Case(When(self._own_language, then=True), default=False, output_field=BooleanField())
        )

    @property
    def _own_language(self) -> Q:
        mirrors = Q(alias_of__isnull=True) | Q(alias_of__locale_id=F("locale_id"))
        return mirrors & ~Q(pk__in=self._tree.foreign)

    def _own_conditions(self, prefix: str) -> Q:
        """What must hold of a page itself and of its ancestors, aliases' sources aside."""
        condition = (
            Q(**{f"{prefix}live": True})
            & (Q(**{f"{prefix}go_live_at__isnull": True}) | Q(**{f"{prefix}go_live_at__lte": self.now}))
            & (Q(**{f"{prefix}expire_at__isnull": True}) | Q(**{f"{prefix}expire_at__gt": self.now}))
            & Q(**{f"{prefix}locale_id__in": [locale.id for locale in self.locales]})
            & below(f"{prefix}path", self._homes)
            & ~Q(**{f"{prefix}translation_key__in": self._embargoed})
        )
        if self._tree.closed:
            condition &= ~below(f"{prefix}path", self._tree.closed)
        return condition

    @property
    def _embargoed(self) -> QuerySet[Any]:
        return Embargo.objects.filter(until__gt=self.now).values("translation_key")

    @property
    def _homes(self) -> tuple[str, ...]:
        return tuple(locale.path for locale in self.locales if locale.path)

    @cached_property
    def _tree(self) -> Tree:
        return kept("closed tree", lambda: survey(self.now, {locale.id for locale in self.locales}, self._homes))

    # Snippets

    def snippets(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Restrict a queryset of translatable snippets to launched locales, live and in time.

        A kind of snippet may ask for more, such as a person to serve today.
        """
        queryset = queryset.filter(locale_id__in=[locale.id for locale in self.locales])
        if issubclass(queryset.model, DraftStateMixin):
            queryset = queryset.filter(
                Q(go_live_at__isnull=True) | Q(go_live_at__lte=self.now),
                Q(expire_at__isnull=True) | Q(expire_at__gt=self.now),
                live=True,
            )
        if issubclass(queryset.model, TranslatableSnippet):
            queryset = queryset.filter(queryset.model.in_time(self.now))
        return queryset

    # Files

    def documents(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Documents that a public answer may name: outside private collections."""
        return queryset.exclude(in_private_collection())

    def images(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Images that a public answer may show: approved, with consent and rights that last, not private."""
        today = self.now.date()
        return queryset.filter(
            Q(consent_expires__isnull=True) | Q(consent_expires__gte=today),
            Q(rights_expire__isnull=True) | Q(rights_expire__gte=today),
            safeguarding_status="approved",
        ).exclude(in_private_collection())

    def used(self, files: QuerySet[Any]) -> QuerySet[Any]:
        """Keep the files that something public uses, by Wagtail's reference index."""
        uses = ReferenceIndex.objects.filter(
            to_content_type=ContentType.objects.get_for_model(files.model),
            to_object_id=Cast(OuterRef("pk"), CharField()),
        )
        public = Q(object_id__in=self.pages().annotate(pk_text=Cast("pk", CharField())).values("pk_text")) & Q(
            base_content_type=ContentType.objects.get_for_model(Page)
        )
        for model in _snippet_models():
            queryset = self.snippets(model._default_manager.all())
            if issubclass(model, TranslatableSnippet):
                queryset = queryset.filter(model.files_in_time(self.now))
            public |= Q(object_id__in=queryset.annotate(pk_text=Cast("pk", CharField())).values("pk_text")) & Q(
                base_content_type=ContentType.objects.get_for_model(model)
            )
        for model in _setting_models():
            queryset = model._default_manager.filter(site__is_default_site=True)
            public |= Q(object_id__in=queryset.annotate(pk_text=Cast("pk", CharField())).values("pk_text")) & Q(
                base_content_type=ContentType.objects.get_for_model(model)
            )
        return files.filter(Exists(uses.filter(public)))


def _snippet_models() -> list[type[Model]]:
    from wagtail.models import TranslatableMixin
    from wagtail.snippets.models import get_snippet_models

    return [model for model in get_snippet_models() if issubclass(model, TranslatableMixin)]


def _setting_models() -> list[type[Model]]:
    from wagtail.contrib.settings.models import BaseSiteSetting
    from wagtail.contrib.settings.registry import registry

    return [model for model in registry if issubclass(model, BaseSiteSetting)]


def public_view() -> PublicView:
    """Take the time of the answer that is being made, and the launched locales with their home pages."""
    return PublicView(now=current().now, locales=kept("launched locales", _launched))


def _launched() -> tuple[LaunchedLocale, ...]:
    """Return the launched locales in the order of the settings. One query."""
    group = Site.objects.filter(is_default_site=True).values("root_page__translation_key")
    homes = Page.objects.filter(depth=2, translation_key__in=group, locale_id=OuterRef("locale_id")).order_by("path")
    rows = (
        LocaleProfile.objects.filter(launched=True)
        .select_related("locale")
        .annotate(home_path=Subquery(homes.values("path")[:1]), home_url_path=Subquery(homes.values("url_path")[:1]))
    )
    order = {code: position for position, code in enumerate(codes.content_languages())}
    locales = [
        LaunchedLocale(
            id=row.locale_id,
            django_code=row.locale.language_code,
            code=row.code,
            native_name=row.native_name,
            direction=row.direction,
            path=row.home_path or "",
            url_path=row.home_url_path or "",
        )
        for row in rows.order_by("locale_id")
    ]
    return tuple(sorted(locales, key=lambda locale: order.get(locale.django_code, len(order))))
