"""What every installation needs before its first page: locales, site, home and index pages, roles.

Idempotent: run at every deploy. It creates what is missing and never changes what editors have changed,
permissions of the roles aside, which are data of this file.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Locale, Page, Site

from cms.languages import codes, names
from cms.languages.models import LocaleProfile
from home.models import HomePage, StandardPage
from library.models import LibraryIndexPage
from press.models import PressIndexPage

TITLES: dict[str, dict[str, str]] = {
    "home": {"en": "Home", "es": "Inicio", "zh-hans": "首页"},
    "resources": {"en": "Resources", "es": "Recursos", "zh-hans": "资源"},
    "research-library": {"en": "Research library", "es": "Biblioteca de investigación", "zh-hans": "研究资料库"},
    "press": {"en": "Press room", "es": "Sala de prensa", "zh-hans": "新闻中心"},
}
HERO = {
    "en": "Every child deserves to grow up safe",
    "es": "Toda niña y todo niño merece crecer a salvo",
    "zh-hans": "每个孩子都应当安全成长",
}


@transaction.atomic
def lay(report: Callable[[str], None] = lambda line: None) -> None:
    """Create what is missing. `report` gets a line for each thing made."""
    locales = _locales(report)
    source = locales[codes.SOURCE]
    home = _source_home(source, report)
    _site(home, report)
    resources = _child(home, StandardPage, "resources", report)
    library = _child(resources, LibraryIndexPage, "research-library", report)
    press = _child(home, PressIndexPage, "press", report)
    for code, locale in locales.items():
        if code != codes.SOURCE:
            for page in (home, resources, library, press):
                _translated(page, locale, report)
    _roles(locales, report)


def _locales(report: Callable[[str], None]) -> dict[str, Locale]:
    locales = {}
    for code in codes.content_languages():
        locale, created = Locale.objects.get_or_create(language_code=code)
        LocaleProfile.objects.get_or_create(
            locale=locale, defaults={"native_name": names.native_name(codes.to_bcp47(code)), "launched": True}
        )
        if created:
            report(f"locale {codes.to_bcp47(code)}")
        locales[code] = locale
    return locales


def publish(page: Page) -> None:
    """Put a page live through a revision (design/2 §3)."""
    page.save_revision(clean=False).publish()


def _source_home(locale: Locale, report: Callable[[str], None]) -> HomePage:
    if home := HomePage.objects.filter(locale=locale, depth=2).first():
        return home
    root = Page.get_first_root_node()
    placeholder = Page.objects.filter(depth=2, slug="home").not_exact_type(HomePage).first()
    if placeholder and not placeholder.get_children().exists():
        Site.objects.filter(root_page=placeholder).update(root_page=root)
        placeholder.delete()
        root = Page.get_first_root_node()
    code = locale.language_code
    home = root.add_child(
        instance=HomePage(title=TITLES["home"][code], slug="home", hero_heading=HERO[code], locale=locale, live=False)
    )
    publish(home)
    report("home page")
    return home


def _site(home: HomePage, report: Callable[[str], None]) -> None:
    if Site.objects.filter(is_default_site=True).exclude(root_page__depth=1).exists():
        return
    hostname = settings.CMS_BASE_URL.partition("://")[2].partition("/")[0]
    host, _separator, port = hostname.partition(":")
    default_port = 443 if settings.CMS_BASE_URL.startswith("https") else 80
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={
            "hostname": host,
            "port": int(port or default_port),
            "root_page_id": home.pk,
            "site_name": settings.WAGTAIL_SITE_NAME,
        },
    )
    report("site")


def _child(parent: Page, model: type[Any], slug: str, report: Callable[[str], None]) -> Any:
    if page := model.objects.child_of(parent).filter(slug=slug).first():
        return page
    parent = Page.objects.get(pk=parent.pk)
    page = parent.add_child(
        instance=model(title=TITLES[slug][codes.SOURCE], slug=slug, locale_id=parent.locale_id, live=False)
    )
    publish(page)
    report(f"{slug} page")
    return page


def _translated(page: Any, locale: Locale, report: Callable[[str], None]) -> None:
    if page.get_translation_or_none(locale):
        return
    code = locale.language_code
    slug = page.slug
    twin = type(page).objects.get(pk=page.pk).copy_for_translation(locale)
    twin.title = TITLES[slug].get(code, page.title)
    if isinstance(twin, HomePage):
        twin.hero_heading = HERO.get(code, twin.hero_heading)
    publish(twin)
    report(f"{slug} page in {codes.to_bcp47(code)}")


# Roles (design/5 §5)

PAGE_RIGHTS = {
    "Authors": ("add", "change"),
    "Editors": ("add", "change", "publish", "bulk_delete", "lock", "unlock"),
    "Publishers": ("add", "change", "publish", "bulk_delete", "lock", "unlock"),
    "Safeguarding reviewers": ("change",),
}
VOCABULARY_MODELS = ("topic", "audience", "resourcetype", "context", "region", "country")
SNIPPET_MODELS = (
    "organisation", "series", "person", "office", "glossaryterm", "sitetext", "announcement", "statcounter", "menu",
    "helpline",
)  # fmt: skip


def _model_rights(actions: tuple[str, ...], models: tuple[str, ...]) -> list[str]:
    return [f"cms.{action}_{model}" for action in actions for model in models]


MODEL_RIGHTS: dict[str, list[str]] = {
    "Authors": ["wagtailadmin.access_admin"],
    "Editors": [
        "wagtailadmin.access_admin",
        "wagtail_localize.submit_translation",
        *_model_rights(("view", "add", "change", "publish"), SNIPPET_MODELS),
        *_model_rights(("view", "add", "change"), VOCABULARY_MODELS),
    ],
    "Publishers": [
        "wagtailadmin.access_admin",
        "wagtail_localize.submit_translation",
        *_model_rights(("view", "add", "change", "delete", "publish"), SNIPPET_MODELS),
        *_model_rights(("view", "add", "change", "delete"), VOCABULARY_MODELS),
        "cms.change_sitesettings",
        "cms.view_localeprofile",
        "cms.change_localeprofile",
        "wagtailredirects.add_redirect",
        "wagtailredirects.change_redirect",
        "wagtailredirects.delete_redirect",
    ],
    "Safeguarding reviewers": ["wagtailadmin.access_admin", "cms.approve_image"],
    "Helpline stewards": [
        "wagtailadmin.access_admin",
        *_model_rights(("view", "add", "change", "publish"), ("helpline",)),
    ],
}
FILE_RIGHTS = {
    "Authors": ("add", "choose"),
    "Editors": ("add", "change", "choose"),
    "Publishers": ("add", "change", "delete", "choose"),
    "Safeguarding reviewers": ("change", "choose"),
}


def translator_group(code: str) -> str:
    """Name the translators' group of a locale (Django code)."""
    return f"Translators {codes.to_bcp47(code)}"


def reviewer_group(code: str) -> str:
    """Name the language reviewers' group of a locale (Django code)."""
    return f"Language reviewers {codes.to_bcp47(code)}"


def _roles(locales: dict[str, Locale], report: Callable[[str], None]) -> None:
    homes = {home.locale.language_code: home for home in HomePage.objects.filter(depth=2).select_related("locale")}
    for name, labels in MODEL_RIGHTS.items():
        group = _group(name, labels, report)
        for home in homes.values():
            _page_rights(group, home, PAGE_RIGHTS.get(name, ()))
        _file_rights(group, FILE_RIGHTS.get(name, ()))
    for code in locales:
        if code == codes.SOURCE or code not in homes:
            continue
        base = ["wagtailadmin.access_admin", "wagtail_localize.submit_translation"]
        snippets = _model_rights(("view", "change"), SNIPPET_MODELS)
        _page_rights(_group(translator_group(code), [*base, *snippets], report), homes[code], ("add", "change"))
        snippets = _model_rights(("view", "change", "publish"), SNIPPET_MODELS)
        group = _group(reviewer_group(code), [*base, *snippets], report)
        _page_rights(group, homes[code], ("add", "change", "publish"))


def _group(name: str, labels: list[str], report: Callable[[str], None]) -> Group:
    group, created = Group.objects.get_or_create(name=name)
    if created:
        report(f"role {name}")
    group.permissions.set([_permission(label) for label in labels])
    return group


def _permission(label: str) -> Permission:
    app, _dot, codename = label.partition(".")
    return Permission.objects.get(content_type__app_label=app, codename=codename)


def _page_rights(group: Group, home: HomePage, rights: tuple[str, ...]) -> None:
    for right in rights:
        permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=f"{right}_page")
        GroupPagePermission.objects.get_or_create(
            group=group, page=Page.objects.get(pk=home.pk), permission=permission
        )


def _file_rights(group: Group, rights: tuple[str, ...]) -> None:
    root = Collection.get_first_root_node()
    for model in ("image", "document"):
        for right in rights:
            permission = Permission.objects.get(content_type__app_label="cms", codename=f"{right}_{model}")
            GroupCollectionPermission.objects.get_or_create(group=group, collection=root, permission=permission)
