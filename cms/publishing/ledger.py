"""The change ledger: what the public was last told of each page, in numbered entries (design/4 "changes").

It covers pages: what was published, changed (published anew, moved, renamed; also where another language of it or
the page that it mirrors was) or withdrawn. Snippets, files and site settings are read anew each time.

An entry is written in the transaction that causes it, by comparing what was told with what the visibility function
shows; `reconcile` compares everything, and so finds what time or SQL has done. Each page has one row, that of its
newest entry. What was never public has none.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Exists, Func, Max, Min, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.functions import MD5, Cast, Coalesce
from wagtail.models import Page

from cms.publishing import version
from cms.publishing.models import LedgerHead, ToldPage
from cms.publishing.visibility import PublicView, public_view

KEPT = timedelta(days=90)
"""How long what was withdrawn is remembered."""
BATCH = 500


class _Joined(Func):
    """Columns as one text. Flat, because SQLite's parser has little room for nested calls."""

    template = "(%(expressions)s)"
    arg_joiner = " || '|' || "
    output_field = TextField()


MARK = MD5(
    _Joined(
        *(
            Coalesce(Cast(column, TextField()), Value(""))
            for column in (
                "live_revision_id alias_of_id content_type_id url_path title seo_title search_description".split()
            )
        )
    )
)
"""What counts as a change of a page by itself: public columns only, so that no draft ever is one."""


@dataclass
class Scope:
    """Pages that something has happened to, by primary key or translation group, and what else is to be done."""

    pks: set[int] = field(default_factory=set)
    keys: set[UUID] = field(default_factory=set)
    everything: bool = False
    actions: list[Callable[[], None]] = field(default_factory=list)

    def add(self, other: "Scope") -> None:
        """Take in another scope."""
        self.pks |= other.pks
        self.keys |= other.keys
        self.everything |= other.everything
        self.actions += other.actions


_gathered: ContextVar[Scope | None] = ContextVar("gathered_scope", default=None)


@contextmanager
def gathering() -> Iterator[None]:
    """Tell at the end of the block, once, what happened in it. Blocks nest; the outermost is part of a transaction.

    Within it pages may be public for a moment that never comes about, such as a copy that is still to be closed.
    """
    if _gathered.get() is not None:
        yield
        return
    scope = Scope()
    token = _gathered.set(scope)
    try:
        yield
    finally:
        _gathered.reset(token)
    if scope != Scope():
        settle(scope)


def touch(scope: Scope) -> None:
    """Tell of what happened to these pages and to what hangs on them: at once, or when the block ends."""
    if (gathered := _gathered.get()) is not None:
        gathered.add(scope)
    else:
        settle(scope)


def at_the_end(action: Callable[[], None]) -> None:
    """Do something when the block ends, by one transaction at a time; outside of a block at once.

    What may make others wait until the commit, such as a new value of a unique column, belongs there: whoever waits
    then holds nothing that is still needed.
    """
    touch(Scope(actions=[action]))


# Writing


@transaction.atomic
def settle(scope: Scope) -> None:
    """Write entries for the pages of a scope, their translations and aliases, and what is below any of them."""
    head = locked_head()
    if scope.pks or scope.keys or scope.everything:
        _tell(head, scope)
    for action in scope.actions:
        action()


def _tell(head: LedgerHead, scope: Scope) -> None:
    members = _hanging_on(scope.pks, scope.keys)
    if scope.everything or Page.objects.filter(pk__in=members, numchild__gt=0).exists():
        members |= set(differing(public_view()))
    for batch in _batches(sorted(members)):
        _write(head, batch)


def reconcile() -> int:
    """Write entries for all that differs from what was told. Return how many pages do."""
    found = differing(public_view())
    for batch in _batches(found):
        with transaction.atomic():
            _write(locked_head(), _hanging_on(batch, set()))
    return len(found)


def differing(view: PublicView) -> list[int]:
    """Return the primary keys of pages that are other than the public was told: in tree order, then what is gone."""
    visible = view.listed(Page.objects.filter(depth__gt=1))
    same = ToldPage.objects.filter(page_id=OuterRef("pk"), public=True, mark=OuterRef("mark"))
    shown = visible.annotate(mark=MARK).filter(~Exists(same)).order_by("path")
    gone = ToldPage.objects.filter(~Exists(visible.filter(pk=OuterRef("page_id"))), public=True)
    return [*shown.values_list("pk", flat=True), *gone.values_list("page_id", flat=True)]


def _batches(pks: list[int]) -> Iterator[set[int]]:
    for start in range(0, len(pks), BATCH):
        yield set(pks[start : start + BATCH])


@transaction.atomic
def forget() -> int:
    """Drop what was withdrawn longer ago than it is remembered. Return how many rows."""
    head = locked_head()
    old = ToldPage.objects.filter(public=False, at__lte=public_view().now - KEPT)
    if last := old.aggregate(last=Max("number"))["last"]:
        head.forgotten = max(head.forgotten, last)
        head.save(update_fields=["forgotten"])
    return old.delete()[0]


def locked_head() -> LedgerHead:
    """Return where the ledger stands, for nobody else to change before the commit."""
    head: LedgerHead = LedgerHead.objects.select_for_update().get_or_create(pk=1)[0]
    return head


def _hanging_on(pks: set[int], keys: set[UUID]) -> set[int]:
    """Return the pages given, also those that are gone, with their translations and all aliases of these."""
    groups = Page.objects.filter(pk__in=pks).values("translation_key")
    found = pks | set(
        Page.objects.filter(Q(translation_key__in=groups) | Q(translation_key__in=keys)).values_list("pk", flat=True)
    )
    frontier = found
    while frontier:
        frontier = set(Page.objects.filter(alias_of__in=frontier).values_list("pk", flat=True)) - found
        found = found | frontier
    return found


def _write(head: LedgerHead, members: set[int]) -> None:
    view = public_view()
    told = ToldPage.objects.in_bulk(members)
    pages = list(
        view.listed(Page.objects.filter(pk__in=members)).annotate(mark=MARK).order_by("path")
        .only("translation_key", "locale_id", "content_type_id", "alias_of_id")
    )  # fmt: skip
    shown = {page.pk for page in pages}
    gone = [row for pk, row in sorted(told.items()) if row.public and pk not in shown]
    rows = [_withdrawn(row) for row in gone]
    rows += [_shown(view, page, told.get(page.pk)) for page in _news(pages, told, gone)]
    for row in rows:
        head.number += 1
        row.number, row.at = head.number, view.now
        row.since = row.since or head.number
    if rows:
        columns = [column.name for column in ToldPage._meta.concrete_fields if not column.primary_key]
        ToldPage.objects.bulk_create(rows, update_conflicts=True, unique_fields=["page_id"], update_fields=columns)
        head.save(update_fields=["number"])


def _news(pages: list[Any], told: dict[int, ToldPage], gone: Iterable[ToldPage]) -> list[Any]:
    """Return the shown pages that are new or other than told, and those that another one's change shows on."""

    def is_other(page: Any) -> bool:
        row = told.get(page.pk)
        return row is None or not row.public or row.mark != page.mark

    news = {page.pk for page in pages if is_other(page)}
    keys = {page.translation_key for page in pages if page.pk in news} | {row.translation_key for row in gone}
    while True:
        wider = {
            page.pk for page in pages if page.pk in news or page.translation_key in keys or page.alias_of_id in news
        }
        if wider == news:
            return [page for page in pages if page.pk in news]
        news = wider


def _withdrawn(row: ToldPage) -> ToldPage:
    row.public = False
    return row


def _shown(view: PublicView, page: Any, before: ToldPage | None) -> ToldPage:
    model = ContentType.objects.get_for_id(page.content_type_id).model_class()
    return ToldPage(
        page_id=page.pk,
        translation_key=page.translation_key,
        locale=next(locale.django_code for locale in view.locales if locale.id == page.locale_id),
        type=model._meta.label if model else "",
        public=True,
        mark=page.mark,
        since=before.since if before and before.public else 0,
    )


# Reading


def latest() -> LedgerHead:
    """Return where the ledger stands. One query; nothing is written."""
    return LedgerHead.objects.filter(pk=1).first() or LedgerHead()


def is_lost(since: int, until: LedgerHead, view: PublicView) -> bool:
    """Say whether something that happened after a number is not told any more, or the number was never given."""
    if since < until.forgotten or since > until.number:
        return True
    oldest = ToldPage.objects.filter(number__gt=since).aggregate(oldest=Min("at"))["oldest"]
    return oldest is not None and version.reached(oldest + KEPT, view.now)


def entries(since: int, until: int) -> QuerySet[ToldPage]:
    """Return the newest entry of each page that has one after `since` and up to `until`, oldest first."""
    return ToldPage.objects.filter(number__gt=since, number__lte=until).order_by("number")
