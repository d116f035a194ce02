"""Vocabularies in the admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from cms.taxonomy.models import Audience, Context, Country, Region, ResourceType, Topic


class TermViewSet(SnippetViewSet):
    """A vocabulary: labels beside their code."""

    icon = "tag"
    list_display = ["__str__", "code", "sort_order"]
    list_per_page = 50


class TopicViewSet(TermViewSet):
    """Topics with their broader topic."""

    model = Topic
    list_display = ["__str__", "code", "parent", BooleanColumn("deprecated", label=_("deprecated"))]
    list_filter = ["parent", "deprecated"]


class AudienceViewSet(TermViewSet):
    """Audiences."""

    model = Audience


class ResourceTypeViewSet(TermViewSet):
    """Kinds of publication."""

    model = ResourceType


class ContextViewSet(TermViewSet):
    """Contexts."""

    model = Context
    list_display = ["__str__", "code", BooleanColumn("archived", label=_("archived"))]
    list_filter = ["archived"]


class RegionViewSet(TermViewSet):
    """Regions."""

    model = Region


class CountryViewSet(SnippetViewSet):
    """Countries with their region."""

    model = Country
    icon = "globe"
    list_display = ["__str__", "code", "region"]
    list_filter = ["region"]
    list_per_page = 50


class VocabularyGroup(SnippetViewSetGroup):
    """One entry of the admin's menu for all vocabularies."""

    items = (TopicViewSet, AudienceViewSet, ResourceTypeViewSet, ContextViewSet, RegionViewSet, CountryViewSet)
    menu_label = _("Vocabularies")
    menu_icon = "tag"
    menu_order = 320
