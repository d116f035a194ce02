"""Which tables a public answer can depend on. Every table stands on one of the two lists; a test refuses others.

A change in a public table raises the content version (`cms.publishing.triggers`). Saving a draft must not, so
columns that only editors see are taken out. Names are labels of models (`cms.Topic`), of whole apps (`home.*`), or of
tables that no model has.
"""

from collections.abc import Iterator
from functools import cache

from django.apps import apps
from django.db.models import Model

DRAFT_STATE = ("latest_revision_id", "live_revision_id", "has_unpublished_changes", "expired")
"""What the saving of a draft writes beside the revision itself."""

PUBLIC: dict[str, tuple[str, ...]] = {
    "home.*": (),
    "library.*": (),
    "press.*": (),
    "cms.Announcement": DRAFT_STATE,
    "cms.Audience": (),
    "cms.Context": (),
    "cms.Country": (),
    "cms.Document": ("created_at", "uploaded_by_user_id"),
    "cms.DocumentPage": (),
    "cms.Embargo": ("set_by_id", "set_at"),
    "cms.GlossaryTerm": DRAFT_STATE,
    "cms.Helpline": (*DRAFT_STATE, "verified_by_id", "next_check_due", "evidence_url"),
    "cms.HelplinePhone": (),
    "cms.Image": ("created_at", "uploaded_by_user_id", "consent_reference"),
    "cms.LedgerHead": (),
    "cms.LocaleProfile": (),
    "cms.Menu": DRAFT_STATE,
    "cms.Office": DRAFT_STATE,
    "cms.Organisation": DRAFT_STATE,
    "cms.PageAudience": (),
    "cms.PageContext": (),
    "cms.PageCountry": (),
    "cms.PageOrganisation": (),
    "cms.PageTopic": (),
    "cms.Person": DRAFT_STATE,
    "cms.Region": (),
    "cms.RelatedPage": (),
    "cms.Rendition": (),
    "cms.ResourceType": (),
    "cms.SearchEntry": ("revision", "form"),
    "cms.SearchWord": (),
    "cms.SearchedDocument": ("form",),
    "cms.Series": DRAFT_STATE,
    "cms.SiteSettings": (),
    "cms.SiteText": DRAFT_STATE,
    "cms.SocialLink": (),
    "cms.StatCounter": (*DRAFT_STATE, "next_check_due"),
    "cms.ToldPage": ("mark",),
    "cms.Topic": (),
    "cms.TranslationState": (),
    "wagtailcore.Collection": ("name",),
    "wagtailcore.CollectionViewRestriction": ("password",),
    "wagtailcore.Locale": (),
    "wagtailcore.Page": (
        *DRAFT_STATE,
        "draft_title",
        "latest_revision_created_at",
        "locked",
        "locked_at",
        "locked_by_id",
        "owner_id",
    ),
    "wagtailcore.PageViewRestriction": ("password",),
    # It says which files are used. Wagtail rebuilds it from the stored row, not from the draft, and writes only
    # the references that came or went.
    "wagtailcore.ReferenceIndex": (),
    "wagtailcore.Site": (),
    "wagtailredirects.Redirect": ("automatically_created", "created_at"),
}
"""Public tables, each with the columns that no public answer depends on."""

CONDITIONS = {
    # Comments, translators and whoever has a page open refer to users: only references to files count.
    "wagtailcore_referenceindex": (
        "{row}.to_content_type_id IN (SELECT id FROM django_content_type "
        "WHERE app_label = 'cms' AND model IN ('image', 'document'))"
    )
}
"""Tables of which only some rows are public, each with the condition (SQL; `{row}` is the row)."""

PRIVATE = frozenset(
    """
    auth.* contenttypes.* sessions.* taggit.* wagtail_localize.* wagtailadmin.* wagtaildocs.* wagtailembeds.*
    wagtailimages.* wagtailsearch.* wagtailusers.* cms.ContentVersion cms.Purge cms.SchedulerRound
    wagtailcore.APIToken wagtailcore.CollectionViewRestriction_groups wagtailcore.Comment wagtailcore.CommentReply
    wagtailcore.GroupApprovalTask wagtailcore.GroupApprovalTask_groups wagtailcore.GroupCollectionPermission
    wagtailcore.GroupPagePermission wagtailcore.GroupSitePermission wagtailcore.ModelLogEntry
    wagtailcore.PageLogEntry wagtailcore.PageSubscription wagtailcore.PageViewRestriction_groups
    wagtailcore.Revision wagtailcore.Task wagtailcore.TaskState wagtailcore.UploadedFile wagtailcore.Workflow
    wagtailcore.WorkflowContentType wagtailcore.WorkflowPage wagtailcore.WorkflowState wagtailcore.WorkflowTask
    django_migrations
    """.split()
)
"""Tables that no public answer depends on."""

ENGINE_PREFIXES = ("sqlite_", "wagtailsearch_indexentry_fts_", "cms_search_entries", "cms_search_papers")
"""Tables that have no model: SQLite's own, and the search index, each change of which is one of `cms.SearchEntry` or
`cms.SearchedDocument`.
"""


def _entry(model: type[Model]) -> str | None:
    label, app = model._meta.label, f"{model._meta.app_label}.*"
    return next((name for name in (label, app) if name in PUBLIC or name in PRIVATE), None)


@cache
def public_tables() -> dict[str, tuple[str, ...]]:
    """Return the names of the public tables, each with its private columns."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        if (entry := _entry(model)) in PUBLIC:
            found[model._meta.db_table] = PUBLIC[str(entry)]
    return found


def unlisted(tables: list[str]) -> Iterator[str]:
    """Give those of the tables that stand on neither list."""
    models = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}
    for table in tables:
        listed = _entry(models[table]) if table in models else table in PRIVATE or table.startswith(ENGINE_PREFIXES)
        if not listed:
            yield table
