"""Files leave only while they are public, and all else is the 404 of an id never used."""

import datetime
import re
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from wagtail.models import Collection

from cms.media import serializers
from cms.media.models import RENDITIONS, Document, Image, Rendition

from .conftest import Published, make_document, make_image
from .pictures import jpeg

pytestmark = pytest.mark.django_db
NEVER_USED = 2**31 - 2


def answer(client: Client, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    """Return status, headers and body."""
    response: Any = client.get(path, headers=headers)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return response.status_code, dict(response.items()), body


def assert_absent(client: Client, path: str) -> None:
    """Compare with the answer for an id that never was."""
    kind = path.split("/")[1]
    unused = f"/images/{NEVER_USED}/card/0.webp" if kind == "images" else f"/documents/{NEVER_USED}/guide.pdf"
    assert answer(client, path)[0] == 404
    assert answer(client, path) == answer(client, unused)


@pytest.mark.parametrize("name", RENDITIONS)
def test_a_public_image_is_served_in_every_size(name: str, published: Published, client: Client) -> None:
    status, headers, body = answer(client, serializers.image_path(published.image, name))
    assert status == 200
    assert headers["Content-Type"] == serializers.media_type(name)
    assert body[:3] == b"\xff\xd8\xff" if name.endswith("jpeg") else body[8:12] == b"WEBP"


def test_public_files_carry_safe_headers_and_touch_no_session(published: Published, client: Client) -> None:
    for path in (serializers.image_path(published.image, "card"), serializers.document_path(published.document)):
        status, headers, body = answer(client, path)
        assert status == 200
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert headers["Cache-Control"] == "public, max-age=10"
        assert headers["Content-Length"] == str(len(body))
        assert headers["ETag"].startswith('"')
        assert "Last-Modified" not in headers
        assert "Cookie" not in headers.get("Vary", "")
        assert "Set-Cookie" not in headers


def test_only_pictures_and_pdfs_open_in_the_browser(published: Published, client: Client) -> None:
    assert answer(client, serializers.document_path(published.document))[1]["Content-Disposition"].startswith("inline")
    published.document.file = ContentFile(b"a,b\n", name="rows.csv")
    published.document.save()
    headers = answer(client, serializers.document_path(published.document))[1]
    assert headers["Content-Disposition"].startswith("attachment")
    assert headers["Content-Type"] == "text/csv; charset=utf-8"


def test_a_known_etag_is_answered_by_304_only_while_the_file_is_public(published: Published, client: Client) -> None:
    for path in (serializers.image_path(published.image, "card"), serializers.document_path(published.document)):
        etag = answer(client, path)[1]["ETag"]
        status, headers, body = answer(client, path, if_none_match=etag)
        assert (status, body) == (304, b"")
        assert headers["Cache-Control"] == "public, max-age=10"
    published.page.unpublish()
    for path in (serializers.image_path(published.image, "card"), serializers.document_path(published.document)):
        assert answer(client, path, if_none_match="*")[0] == 404
        assert_absent(client, path)


@pytest.mark.parametrize(
    "change",
    [
        {"safeguarding_status": "pending"},
        {"safeguarding_status": "rejected"},
        {"consent_expires": datetime.date(2020, 1, 1)},
        {"rights_expire": datetime.date(2020, 1, 1)},
    ],
)
def test_an_image_that_may_not_be_shown_is_absent(
    change: dict[str, Any], published: Published, client: Client
) -> None:
    Image.objects.filter(pk=published.image.pk).update(**change)
    assert_absent(client, serializers.image_path(published.image, "card"))


def test_files_of_a_private_collection_are_absent(
    published: Published, private_collection: Collection, client: Client
) -> None:
    Image.objects.update(collection=private_collection)
    Document.objects.update(collection=private_collection)
    assert_absent(client, serializers.image_path(published.image, "card"))
    assert_absent(client, serializers.document_path(published.document))


def test_files_that_nothing_public_uses_are_absent(client: Client) -> None:
    assert_absent(client, serializers.image_path(make_image(), "card"))
    assert_absent(client, serializers.document_path(make_document()))


def test_any_other_address_of_a_public_file_is_absent(published: Published, client: Client) -> None:
    path = serializers.image_path(published.image, "card")
    head, _slash, name = path.rpartition("/")
    for wrong in (
        f"{head}/{'0' * 20}.webp",
        path.replace(".webp", ".jpg"),
        f"{head}/{name}x",
        path.replace("/card/", "/medium/"),
        path.replace("/card/", "/original/"),
        path.replace("/card/", "/width-100/"),
        path.replace(f"/{published.image.pk}/", f"/{10**30}/"),
        f"/documents/{published.document.pk}/other.pdf",
        f"/documents/{10**30}/guide.pdf",
    ):
        assert_absent(client, wrong)


def test_a_changed_file_changes_the_address(published: Published, client: Client) -> None:
    image: Any = published.image
    old = serializers.image_path(image, "card")
    image.file = ContentFile(jpeg(size=(700, 500)), name="cover.jpg")
    image.save()
    assert_absent(client, old)
    assert answer(client, serializers.image_path(image, "card"))[0] == 200


def test_no_public_request_makes_a_rendition(published: Published, client: Client) -> None:
    Rendition.objects.all().delete()
    for name in RENDITIONS:
        assert_absent(client, serializers.image_path(published.image, name))
    assert not Rendition.objects.exists()


def test_a_file_that_storage_has_lost_is_absent(published: Published, client: Client) -> None:
    rendition = published.image.renditions.get(filter_spec=RENDITIONS["card"])
    rendition.file.storage.delete(rendition.file.name)
    assert_absent(client, serializers.image_path(published.image, "card"))


def test_media_root_has_no_address(published: Published, client: Client) -> None:
    assert published.image.file.url == ""
    assert published.document.file.url == ""
    assert client.get(f"/media-not-served/{published.image.file.name}").status_code == 404


def test_editors_open_what_is_not_public_yet_and_nobody_keeps_a_copy(editor: Client, client: Client) -> None:
    document = make_document()
    status, headers, _body = answer(editor, document.url)
    assert status == 200
    assert headers["Cache-Control"] == "private, no-store"
    assert_absent(client, document.url)


def test_people_of_the_admin_without_the_right_see_no_private_document(bystander: Client) -> None:
    assert_absent(bystander, make_document().url)


def test_the_admin_finds_documents_where_the_public_does(published: Published) -> None:
    assert published.document.url == serializers.document_path(published.document)


def test_thumbnails_are_for_the_admin_only(published: Published, editor: Client, client: Client) -> None:
    url = published.image.get_rendition("max-165x165").url
    assert url.startswith("/admin/")
    status, headers, body = answer(editor, url)
    assert (status, headers["Content-Type"], body[:3]) == (200, "image/jpeg", b"\xff\xd8\xff")
    assert "private" in headers["Cache-Control"]
    assert client.get(url).status_code == 302


def test_the_admin_shows_no_broken_image(published: Published, editor: Client) -> None:
    for page in (
        reverse("wagtailimages:index"),
        reverse("wagtailimages:edit", args=[published.image.pk]),
        reverse("wagtailimages_chooser:choose"),
    ):
        body = editor.get(page).content.decode().replace('\\"', '"')
        sources = set(re.findall(r'<img [^>]*src="([^"]*)"', body))
        assert sources
        assert [src for src in sources if answer(editor, src)[0] != 200] == []


def test_a_rendition_that_another_process_removed_does_not_come_back_from_a_cache(published: Published) -> None:
    old = published.image.get_rendition("max-165x165")
    Rendition.objects.filter(pk=old.pk)._raw_delete("default")
    assert Image.objects.get(pk=published.image.pk).get_rendition("max-165x165").pk != old.pk
