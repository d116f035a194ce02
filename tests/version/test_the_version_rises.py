"""Whatever a public answer may depend on raises the content version, however it is written; drafts do not."""

import threading
import uuid
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction, Site

from cms.languages.models import LocaleProfile
from cms.pages.rows import PageTopic
from cms.publishing import tables, ticks, triggers
from cms.publishing.embargo import set_embargo
from cms.site.models import SiteSettings
from cms.taxonomy.models import Topic
from home.models import StandardPage
from tests import factories as make

pytestmark = pytest.mark.both_databases


@pytest.fixture(scope="module")
def watched(committed):
    return make.standard("Watched", topics=[make.topic("law")])


@pytest.fixture(scope="module")
def drafted(committed):
    return make.standard("Drafted", topics=[make.topic("law")])


@pytest.fixture(scope="module")
def banner(committed):
    return make.announcement("open-day")


@pytest.fixture(scope="module")
def editor(committed):
    user = get_user_model().objects.create_superuser("ada", password="correct horse battery")
    client = Client()
    client.force_login(user)
    client.get("/admin/")
    return client


@pytest.mark.django_db
def test_every_table_is_on_one_of_the_lists():
    with connection.cursor() as cursor:
        names = connection.introspection.table_names(cursor)
    assert list(tables.unlisted(names)) == []
    assert not tables.PUBLIC.keys() & tables.PRIVATE


@pytest.mark.django_db
def test_a_column_taken_out_of_a_public_table_is_there():
    with connection.cursor() as cursor:
        for table, private in tables.public_tables().items():
            columns = {column.name for column in connection.introspection.get_table_description(cursor, table)}
            assert set(private) <= columns, table


def in_bulk(watched):
    Topic.objects.bulk_create([Topic(code=uuid.uuid4().hex, labels={"en": "New"})])


def moved(watched):
    branch = make.standard("Branch")
    make.fresh(watched).move(branch, pos="last-child")


def by_sql(watched):
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE home_standardpage SET intro = %s WHERE page_ptr_id = %s", [uuid.uuid4().hex, watched.pk]
        )


CHANGES = {
    "a page published": lambda watched: make.publish(make.fresh(watched)),
    "a page withdrawn": lambda watched: make.fresh(watched).unpublish(),
    "columns by update()": lambda watched: StandardPage.objects.filter(pk=watched.pk).update(intro=uuid.uuid4().hex),
    "columns in bulk": lambda watched: Page.objects.bulk_update(
        [Page(pk=watched.pk, title=uuid.uuid4().hex)], ["title"]
    ),
    "rows in bulk": in_bulk,
    "SQL": by_sql,
    "a move in the tree": moved,
    "a child row": lambda watched: PageTopic.objects.filter(page_id=watched.pk).update(sort_order=7),
    "a child row gone": lambda watched: PageTopic.objects.filter(page_id=watched.pk).delete(),
    "a term": lambda watched: Topic.objects.filter(code="law").update(labels={"en": "Law"}),
    "a figure": lambda watched: make.counter("missing"),
    "an image": lambda watched: make.image(),
    "a document": lambda watched: make.document(),
    "a redirect": lambda watched: Redirect.objects.create(old_path="/old", redirect_page=watched),
    "an embargo": lambda watched: set_embargo(watched, timezone.now() + timedelta(days=1)),
    "a restriction": lambda watched: PageViewRestriction.objects.create(page=watched, restriction_type="login"),
    "a private collection": lambda watched: CollectionViewRestriction.objects.create(
        collection=Collection.get_first_root_node(), restriction_type="login"
    ),
    "a launched language": lambda watched: LocaleProfile.objects.filter(locale=watched.locale).update(
        native_name="Anglais"
    ),
    "settings": lambda watched: SiteSettings.objects.update_or_create(
        site=Site.objects.get(is_default_site=True), defaults={"legal_name": uuid.uuid4().hex}
    ),
    "a page deleted": lambda watched: make.standard().delete(),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_is_public_raises_the_version(raises, watched, change):
    assert raises(lambda: change(watched))


def draft(watched):
    row = make.fresh(watched)
    row.title, row.intro = "Draft", "Unfinished"
    row.save_revision()


DRAFTS = {
    "a draft of a page": draft,
    "a lock": lambda watched: Page.objects.filter(pk=watched.pk).update(locked=True, locked_at=timezone.now()),
    "a row written as it is": lambda watched: StandardPage.objects.filter(pk=watched.pk).update(
        intro=make.fresh(watched).intro
    ),
    "a comment": lambda watched: make.fresh(watched).wagtail_admin_comments.model.objects.create(
        page_id=watched.pk, user=get_user_model().objects.first(), text="Why?", contentpath="title"
    ),
}


@pytest.mark.parametrize("change", DRAFTS.values(), ids=DRAFTS)
def test_what_only_editors_see_raises_nothing(raises, drafted, editor, change):
    assert not raises(lambda: change(drafted))


def test_a_login_raises_nothing(raises, editor):
    assert not raises(lambda: Client().login(username="ada", password="correct horse battery"))


def test_the_draft_of_a_snippet_raises_nothing(raises, banner):
    def draft():
        row = make.fresh(banner)
        row.text = "Not yet"
        row.save_revision()

    assert not raises(draft)
    assert raises(lambda: make.publish(make.fresh(banner)))


def test_what_is_rolled_back_raises_nothing(raises, watched):
    def undone():
        with transaction.atomic():
            Page.objects.filter(pk=watched.pk).update(title="Never")
            transaction.set_rollback(True)

    assert not raises(undone)


def test_a_change_after_one_that_was_undone_counts(raises, watched):
    def partly():
        with transaction.atomic():
            with transaction.atomic():
                Page.objects.filter(pk=watched.pk).update(title="Never")
                connection.check_constraints()
                transaction.set_rollback(True)
            Page.objects.filter(pk=watched.pk).update(title="But this")

    assert raises(partly)


def test_no_number_is_given_out_twice(raises, watched):
    number = ticks.tick().number
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {triggers.ROW}")  # noqa: S608
    assert ticks.tick().number == 0
    Page.objects.filter(pk=watched.pk).update(title="Anew")
    assert ticks.tick().number > number


def test_triggers_come_back_after_a_migration_and_cover_what_it_writes(raises, watched):
    triggers.install(connection, coarse=True)
    assert raises(lambda: Page.objects.filter(pk=watched.pk).update(draft_title="In a migration"))
    with connection.cursor() as cursor:
        cursor.execute(triggers.engine_of(connection).TRIGGERS)
        for name, table in cursor.fetchall():
            if table == Page._meta.db_table:
                cursor.execute(triggers.engine_of(connection).drop(name, table))
    assert not raises(lambda: Page.objects.filter(pk=watched.pk).update(title="Unseen"))
    triggers.install(connection)
    assert raises(lambda: Page.objects.filter(pk=watched.pk).update(title="Seen"))
    assert not raises(lambda: Page.objects.filter(pk=watched.pk).update(draft_title="Afterwards"))
    assert not raises(lambda: triggers.install(connection))


@pytest.mark.django_db
def test_a_look_at_the_version_is_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        assert ticks.tick().now.tzinfo


def test_writers_do_not_wait_for_each_other(raises, watched, drafted):
    if connection.vendor == "sqlite":
        pytest.skip("on SQLite one transaction writes at a time anyway")

    def second():
        try:
            Page.objects.filter(pk=drafted.pk).update(title="Second")
        finally:
            connection.close()

    def both():
        with transaction.atomic():
            Page.objects.filter(pk=watched.pk).update(title="First")
            writer = threading.Thread(target=second)
            writer.start()
            writer.join(timeout=10)
            assert not writer.is_alive()

    before = ticks.tick().number
    both()
    assert ticks.tick().number >= before + 2
