"""Glossary terms in the admin."""

from wagtail.admin.ui.tables import LocaleColumn, UpdatedAtColumn

from cms.glossary.models import GlossaryTerm
from cms.languages.viewsets import TranslatableSnippetViewSet


class GlossaryTermViewSet(TranslatableSnippetViewSet):
    """Terms with what is advised about them."""

    model = GlossaryTerm
    icon = "openquote"
    menu_order = 325
    add_to_admin_menu = True
    list_display = ["term", "status", "use_instead", LocaleColumn(), UpdatedAtColumn()]
    list_filter = ["status"]
    list_per_page = 50
