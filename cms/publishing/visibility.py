"""The one answer to "may the public see this?" (design/5 §1), decided at query time with one `now`.

Every endpoint, relation, link, feed, file and page asks a `PublicView`; nothing else decides.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, Model, OuterRef, Q, QuerySet
from django.db.models.functions import Cast, Now
from django.utils import timezone
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    DraftStateMixin,
    Page,
    PageViewRestriction,
    ReferenceIndex,
    Site,
)

from cms.languages import codes
from cms.languages.models import LocaleProfile
from cms.publishing import clock
from cms.publishing.models import Embargo


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


def _starts_with_any(field: str, paths: Iterable[str]) -> Q:
    condition = Q(pk__in=[])
    for path in paths:
        condition |= Q(**{f"{field}__startswith": path})
    return condition


def _outermost(paths: Iterable[str]) -> tuple[str, ...]:
    """Drop every path that lies below another one of them."""
    kept: list[str] = []
    for path in sorted(set(paths)):
        if not kept or not path.startswith(kept[-1]):
            kept.append(path)
    return tuple(kept)


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
            | Q(pk__in=self._public_chained_aliases)
        )

    def listed(self, queryset: QuerySet[Any] | None = None) -> QuerySet[Any]:
        """Like `pages`, without aliases that stand for another language (design/3 L5)."""
        from django.db.models import F

        return self.pages(queryset).filter(Q(alias_of__isnull=True) | Q(alias_of__locale_id=F("locale_id")))

    def _own_conditions(self, prefix: str) -> Q:
        """What must hold of a page itself and of its ancestors, aliases' sources aside."""
        condition = (
            Q(**{f"{prefix}live": True})
            & (Q(**{f"{prefix}go_live_at__isnull": True}) | Q(**{f"{prefix}go_live_at__lte": self.now}))
            & (Q(**{f"{prefix}expire_at__isnull": True}) | Q(**{f"{prefix}expire_at__gt": self.now}))
            & Q(**{f"{prefix}locale_id__in": [locale.id for locale in self.locales]})
            & _starts_with_any(f"{prefix}path", [locale.path for locale in self.locales if locale.path])
            & ~Q(**{f"{prefix}translation_key__in": self._embargoed})
        )
        if self._hidden_paths:
            condition &= ~_starts_with_any(f"{prefix}path", self._hidden_paths)
        return condition

    @property
    def _embargoed(self) -> QuerySet[Any]:
        return Embargo.objects.filter(until__gt=self.now).values("translation_key")

    @cached_property
    def _tree(self) -> tuple[tuple[str, ...], frozenset[int]]:
        """Paths below which nothing is public, and the aliases of aliases that are."""
        rows = list(
            Page.objects.annotate(
                restricted=Exists(PageViewRestriction.objects.filter(page=OuterRef("pk"))),
                embargoed=Exists(
                    Embargo.objects.filter(translation_key=OuterRef("translation_key"), until__gt=self.now)
                ),
            )
            .filter(depth__gt=1)
            .filter(
                Q(restricted=True)
                | Q(alias_of__isnull=False, numchild__gt=0)
                | Q(alias_of__alias_of__isnull=False)
                | Q(numchild__gt=0)
                & (Q(embargoed=True) | Q(live=False) | Q(go_live_at__gt=self.now) | Q(expire_at__lte=self.now))
            )
            .values_list("pk", "path", "restricted", "embargoed", "live", "go_live_at", "expire_at", "alias_of_id")
        )
        restricted = _outermost(row[1] for row in rows if row[2])
        closed = {row[1] for row in rows if row[3] or not self._in_time(row[4], row[5], row[6])}
        hidden = _outermost([*closed, *self._with_translations(restricted)])
        aliases = {row[0]: row for row in rows if row[7]}
        return self._resolve_aliases(hidden, aliases)

    @property
    def _hidden_paths(self) -> tuple[str, ...]:
        return self._tree[0]

    @property
    def _public_chained_aliases(self) -> frozenset[int]:
        return self._tree[1]

    def _in_time(self, live: bool, go_live_at: datetime | None, expire_at: datetime | None) -> bool:
        return live and (go_live_at is None or go_live_at <= self.now) and (expire_at is None or expire_at > self.now)

    def _with_translations(self, restricted: tuple[str, ...]) -> set[str]:
        """Spread restrictions over whole translation groups, until nothing new is found."""
        hidden = set(restricted)
        frontier = set(restricted)
        while frontier:
            keys = Page.objects.filter(_starts_with_any("path", frontier)).values("translation_key")
            twins = Page.objects.filter(translation_key__in=keys).exclude(_starts_with_any("path", hidden))
            frontier = set(_outermost(twins.values_list("path", flat=True)))
            hidden |= frontier
        return hidden

    def _resolve_aliases(
        self, hidden: tuple[str, ...], aliases: dict[int, tuple[Any, ...]]
    ) -> tuple[tuple[str, ...], frozenset[int]]:
        """Follow aliases that have children or stand for other aliases to the page they stand for."""
        if not aliases:
            return hidden, frozenset()
        sources = {
            pk: (path, self._in_time(live, go_live_at, expire_at), alias_of_id, embargoed, locale_id)
            for pk, path, live, go_live_at, expire_at, alias_of_id, embargoed, locale_id in Page.objects.annotate(
                embargoed=Exists(
                    Embargo.objects.filter(translation_key=OuterRef("translation_key"), until__gt=self.now)
                )
            )
            .filter(Q(pk__in=aliases) | Q(aliases__isnull=False))
            .values_list("pk", "path", "live", "go_live_at", "expire_at", "alias_of_id", "embargoed", "locale_id")
        }
        launched = {locale.id for locale in self.locales}

        def is_public(pk: int | None, paths: tuple[str, ...], seen: frozenset[int] = frozenset()) -> bool:
            if pk is None:
                return True
            if pk in seen or pk not in sources:
                return False
            path, in_time, alias_of_id, embargoed, locale_id = sources[pk]
            if not in_time or embargoed or locale_id not in launched or path.startswith(paths or ("\0",)):
                return False
            return is_public(alias_of_id, paths, seen | {pk})

        while True:
            closed = [row[1] for pk, row in aliases.items() if not is_public(pk, hidden)]
            wider = _outermost([*hidden, *closed])
            if wider == hidden:
                break
            hidden = wider
        chained = frozenset(
            pk for pk, row in aliases.items() if sources.get(row[7], (None,) * 5)[2] and is_public(pk, hidden)
        )
        return hidden, chained

    # Snippets

    def snippets(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Restrict a queryset of translatable snippets to launched locales, live and in time."""
        queryset = queryset.filter(locale_id__in=[locale.id for locale in self.locales])
        if issubclass(queryset.model, DraftStateMixin):
            queryset = queryset.filter(
                Q(go_live_at__isnull=True) | Q(go_live_at__lte=self.now),
                Q(expire_at__isnull=True) | Q(expire_at__gt=self.now),
                live=True,
            )
        return queryset

    # Files

    @cached_property
    def _private_collections(self) -> list[int]:
        paths = CollectionViewRestriction.objects.values_list("collection__path", flat=True)
        if not (private := _outermost(paths)):
            return []
        return list(Collection.objects.filter(_starts_with_any("path", private)).values_list("pk", flat=True))

    def documents(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Documents that a public answer may name: outside private collections."""
        return queryset.exclude(collection_id__in=self._private_collections)

    def images(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Images that a public answer may show: approved, with consent and rights that last, not private."""
        today = self.now.date()
        return queryset.filter(
            Q(consent_expires__isnull=True) | Q(consent_expires__gte=today),
            Q(rights_expire__isnull=True) | Q(rights_expire__gte=today),
            safeguarding_status="approved",
        ).exclude(collection_id__in=self._private_collections)

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
            public |= Q(object_id__in=queryset.annotate(pk_text=Cast("pk", CharField())).values("pk_text")) & Q(
                base_content_type=ContentType.objects.get_for_model(model)
            )
        for model in _setting_models():
            public |= Q(base_content_type=ContentType.objects.get_for_model(model))
        return files.filter(Exists(uses.filter(public)))


def _snippet_models() -> list[type[Model]]:
    from wagtail.models import TranslatableMixin
    from wagtail.snippets.models import get_snippet_models

    return [model for model in get_snippet_models() if issubclass(model, TranslatableMixin)]


def _setting_models() -> list[type[Model]]:
    from wagtail.contrib.settings.registry import registry

    return list(registry)


def public_view() -> PublicView:
    """Take one look at the clock and at the launched locales with their home pages. Two queries."""
    rows = list(
        LocaleProfile.objects.filter(launched=True)
        .select_related("locale")
        .annotate(database_now=Now())
        .order_by("locale_id")
    )
    now = clock.frozen() or (rows[0].database_now if rows else timezone.now())
    group = Site.objects.filter(is_default_site=True).values("root_page__translation_key")
    homes = {
        locale_id: (path, url_path)
        for locale_id, path, url_path in Page.objects.filter(depth=2, translation_key__in=group).values_list(
            "locale_id", "path", "url_path"
        )
    }
    locales = [
        LaunchedLocale(
            id=row.locale_id,
            django_code=row.locale.language_code,
            code=row.code,
            native_name=row.native_name,
            direction=row.direction,
            path=homes.get(row.locale_id, ("", ""))[0],
            url_path=homes.get(row.locale_id, ("", ""))[1],
        )
        for row in rows
    ]
    order = {code: position for position, code in enumerate(codes.content_languages())}
    locales.sort(key=lambda locale: order.get(locale.django_code, len(order)))
    return PublicView(now=now, locales=tuple(locales))
