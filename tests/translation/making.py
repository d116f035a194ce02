"""Pages, snippets and translations for tests."""

import io
import uuid
from typing import Any

from django.contrib.auth.models import Group, Permission, User
from django.core.files.base import ContentFile
from django.test import Client
from PIL import Image as Picture
from wagtail.models import GroupPagePermission, Locale, Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource
from wagtail_localize.operations import translate_object

from cms.helplines.models import Helpline, HelplinePhone
from cms.languages.models import TranslationState
from cms.languages.states import state_of
from cms.media.models import Image
from cms.taxonomy.models import Country, ResourceType, Topic
from library.models import LibraryIndexPage, PublicationFile, PublicationPage


def locale(code: str) -> Locale:
    return Locale.objects.get(language_code=code)


def picture(title: str = "Cover") -> Image:
    content = io.BytesIO()
    Picture.new("RGB", (40, 30), "#336699").save(content, "PNG")
    file = ContentFile(content.getvalue(), name="picture.png")
    return Image.objects.create(title=title, file=file, safeguarding_status="approved")


def topic(code: str) -> Topic:
    return Topic.objects.get_or_create(code=code, defaults={"labels": {"en": code}})[0]


def block(kind: str, value: Any) -> dict[str, Any]:
    return {"type": kind, "value": value, "id": str(uuid.uuid4())}


def publication(title: str = "Safe schools", publish: bool = True, **values: Any) -> PublicationPage:
    index = LibraryIndexPage.objects.filter(locale=locale("en")).first()
    kind = ResourceType.objects.get_or_create(code="report", defaults={"labels": {"en": "Report"}})[0]
    body = values.pop("body", [block("paragraph", "<p>First words.</p>")])
    page = PublicationPage(
        title=title, slug=title.lower().replace(" ", "-"), summary="About it.", publication_year=2020,
        resource_type=kind, live=False, body=body, locale=locale("en"), **values,
    )  # fmt: skip
    page.files = [PublicationFile(language="en", external_url="https://example.org/en.pdf")]
    index.add_child(instance=page)
    page = fresh(page)
    revision = page.save_revision()
    if publish:
        revision.publish()
    return fresh(page)


def helpline(**values: Any) -> Helpline:
    country = Country.objects.get_or_create(code="GT")[0]
    row = Helpline(
        code="test-line", name="Test line", country=country, kind="child_helpline", description="They listen.",
        verified_on="2026-01-01", live=False, locale=locale("en"), **values,
    )  # fmt: skip
    row.phones = [HelplinePhone(number="116000")]
    row.save()
    row.save_revision().publish()
    return fresh(row)


def fresh(instance: Any) -> Any:
    return type(instance)._base_manager.get(pk=instance.pk)


def republish(instance: Any, **values: Any) -> Any:
    """Edit the live row's content and publish, as an editor does."""
    instance = fresh(instance)
    for name, value in values.items():
        setattr(instance, name, value)
    instance.save_revision().publish()
    return fresh(instance)


def submit(instance: Any, *codes: str, user: Any = None) -> None:
    translate_object(fresh(instance), [locale(code) for code in codes], user=user)


def record(instance: Any, code: str) -> Translation:
    return Translation.objects.get(source__object_id=instance.translation_key, target_locale__language_code=code)


def type_strings(instance: Any, code: str, *, machine: bool = False, limit: int | None = None) -> None:
    """Translate what is untranslated: every string gets the language in front of it."""
    translation = record(instance, code)
    for segment in StringSegment.objects.filter(source=translation.source).order_by("order")[:limit]:
        StringTranslation.objects.get_or_create(
            translation_of=segment.string, context=segment.context, locale=translation.target_locale,
            defaults={
                "data": f"{code} {segment.string.data}",
                "translation_type": "machine" if machine else "manual",
            },
        )  # fmt: skip


def publish_translation(instance: Any, code: str) -> Any:
    record(instance, code).save_target(publish=True)
    return twin(instance, code)


def translate(instance: Any, *codes: str) -> None:
    """Submit, translate in full, publish."""
    submit(instance, *codes)
    for code in codes:
        type_strings(instance, code)
        publish_translation(instance, code)


def sync(instance: Any) -> None:
    TranslationSource.objects.get(object_id=instance.translation_key, locale=instance.locale).update_from_db()


def twin(instance: Any, code: str) -> Any:
    return type(instance)._base_manager.get(translation_key=instance.translation_key, locale__language_code=code)


def state(instance: Any, code: str) -> str:
    rows = {row.locale_id: row for row in TranslationState.objects.filter(translation_key=instance.translation_key)}
    source = next((row for row in rows.values() if row.is_source), None)
    return state_of(rows[locale(code).pk], source)


def person(name: str, *permissions: str, homes: dict[str, tuple[str, ...]] | None = None) -> User:
    """Create somebody with rights on kinds of things, and on the home pages of languages."""
    group = Group.objects.create(name=name)
    for label in ("wagtailadmin.access_admin", *permissions):
        app, codename = label.split(".")
        group.permissions.add(Permission.objects.get(content_type__app_label=app, codename=codename))
    for code, rights in (homes or {}).items():
        home = Page.objects.get(depth=2, locale__language_code=code)
        for right in rights:
            permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=f"{right}_page")
            GroupPagePermission.objects.create(group=group, page=home, permission=permission)
    user = User.objects.create_user(name, password="unimportant")
    user.groups.add(group)
    return user


def logged_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client
