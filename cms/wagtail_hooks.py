"""The list through which Wagtail finds what belongs to the admin; no logic."""

from wagtail import hooks
from wagtail.snippets.models import register_snippet

from cms.directory.viewsets import OfficeViewSet, OrganisationViewSet, PersonViewSet, SeriesViewSet
from cms.glossary.viewsets import GlossaryTermViewSet
from cms.helplines.viewsets import HelplineViewSet
from cms.languages.viewsets import LocaleProfileViewSet
from cms.media import admin_urls as media_admin_urls
from cms.publishing import log_actions
from cms.site.viewsets import AroundPagesGroup
from cms.taxonomy.viewsets import VocabularyGroup
from cms.translation import hooks as translation_hooks

__all__ = ["translation_hooks"]

register_snippet(HelplineViewSet)
register_snippet(VocabularyGroup)
register_snippet(OrganisationViewSet)
register_snippet(SeriesViewSet)
register_snippet(PersonViewSet)
register_snippet(OfficeViewSet)
register_snippet(GlossaryTermViewSet)
register_snippet(AroundPagesGroup)
register_snippet(LocaleProfileViewSet)
hooks.register("register_admin_urls", lambda: media_admin_urls.urlpatterns)
hooks.register("register_log_actions", log_actions.register)
