"""The library's own listings in the admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.viewsets.pages import PageListingViewSet

from library.models import CoursePage, PublicationPage


class PublicationListingViewSet(PageListingViewSet):
    """Publications with the columns and filters that editors ask for."""

    model = PublicationPage
    icon = "doc-full"
    menu_label = _("Publications")
    menu_order = 200
    add_to_admin_menu = True
    name = "publications"
    columns = [
        *PageListingViewSet.columns[:2],
        Column("resource_type", label=_("Kind"), sort_key="resource_type__code"),
        Column("publication_year", label=_("Year"), sort_key="publication_year"),
        *PageListingViewSet.columns[3:],
    ]
    list_filter = ["locale", "resource_type", "publication_year", "series", "is_current_edition", "featured", "live"]


class CourseListingViewSet(PageListingViewSet):
    """Courses by their format."""

    model = CoursePage
    icon = "desktop"
    menu_label = _("Courses")
    menu_order = 205
    add_to_admin_menu = True
    name = "courses"
    columns = [
        *PageListingViewSet.columns[:2],
        Column("format", label=_("Format"), accessor="get_format_display", sort_key="format"),
        BooleanColumn("is_free", label=_("Free of charge"), sort_key="is_free"),
        *PageListingViewSet.columns[3:],
    ]
    list_filter = ["locale", "format", "is_free", "certificate", "live"]


publication_listing = PublicationListingViewSet("publications")
course_listing = CourseListingViewSet("courses")
