"""The content API on one screen."""

from django.urls import path, re_path

from cms.api.endpoints import (
    changes,
    documents,
    files,
    glossary,
    helplines,
    missing,
    pages,
    people,
    redirects,
    search,
    site,
    snippets,
    vocabularies,
)

app_name = "api"
urlpatterns = [
    path("pages/", pages.page_list, name="pages"),
    path("pages/find/", pages.page_find, name="page_find"),
    path("pages/by-path/", pages.page_by_path, name="page_by_path"),
    path("pages/<str:pk>/", pages.page_detail, name="page"),
    path("vocabularies/", vocabularies.vocabulary_list, name="vocabularies"),
    path("vocabularies/<str:name>/", vocabularies.vocabulary_detail, name="vocabulary"),
    path("helplines/", helplines.helpline_list, name="helplines"),
    path("helplines/countries/", helplines.helpline_countries, name="helpline_countries"),
    path("organisations/", snippets.organisation_list, name="organisations"),
    path("people/", people.person_list, name="people"),
    path("offices/", people.office_list, name="offices"),
    path("glossary/", glossary.term_list, name="glossary"),
    path("stats/", snippets.stat_list, name="stats"),
    path("search/", search.search, name="search"),
    path("search/suggest/", search.suggest, name="suggest"),
    path("menus/", snippets.menu_list, name="menus"),
    path("menus/<str:code>/", snippets.menu_detail, name="menu"),
    path("site/", site.site, name="site"),
    path("locales/", site.locale_list, name="locales"),
    path("images/<str:pk>/", files.image_detail, name="image"),
    path("documents/<str:pk>/", files.document_detail, name="document"),
    path("openapi.json", documents.openapi, name="openapi"),
    path("docs/", documents.docs, name="docs"),
    path("redirects/", redirects.redirect_list, name="redirects"),
    path("redirects/find/", redirects.redirect_find, name="redirect_find"),
    path("redirects/<str:pk>/", redirects.redirect_detail, name="redirect"),
    path("changes/", changes.change_list, name="changes"),
    re_path(r"^(?P<path>[\s\S]*)$", missing.no_endpoint, name="no_endpoint"),
]
