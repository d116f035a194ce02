"""No path stores a picture's hidden data, and a stored picture is described rightly."""

import hashlib
import io
import re
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image as PillowImage
from wagtail.models import UploadedFile

from cms.media.models import RENDITIONS, Image

from .conftest import make_image
from .pictures import SVG, gif, jpeg, numbered, png, png_bomb, webp
from .test_pictures_are_clean import hidden_data

pytestmark = pytest.mark.django_db
UPLOADS = {"a.jpg": jpeg(orientation=6), "a.png": png(), "a.webp": webp()}


def stored(file: Any) -> bytes:
    """Read a file from storage."""
    with default_storage.open(file.name) as content:
        data: bytes = content.read()
    return data


def assert_clean(image: Image) -> None:
    """Check the original, all renditions and what the row says of them."""
    image.refresh_from_db()
    data = stored(image.file)
    with PillowImage.open(io.BytesIO(data)) as picture:
        assert (image.width, image.height) == picture.size
    assert image.file_size == len(data)
    assert image.file_hash == hashlib.sha1(data, usedforsecurity=False).hexdigest()
    renditions = list(image.renditions.all())
    assert {rendition.filter_spec for rendition in renditions} >= set(RENDITIONS.values())
    assert [hidden_data(stored(row.file)) for row in [image, *renditions]] == [[]] * (len(renditions) + 1)


def fields(**values: str) -> dict[str, str]:
    """Return what the browser sends for an image."""
    return {"title": "Picture", "tags": "", "depicts_children": "none", "safeguarding_status": "pending", **values}


def upload(client: Client, name: str, data: bytes, **values: str) -> Any:
    """Send a picture through the form that adds one."""
    file = SimpleUploadedFile(name, data)
    return client.post(reverse("wagtailimages:add"), {**fields(**values), "file": file})


@pytest.mark.parametrize("name", UPLOADS)
def test_code_stores_clean_pictures_only(name: str) -> None:
    image = Image.objects.create(title="Picture", file=ContentFile(UPLOADS[name], name=name))
    assert_clean(image)
    assert (image.width, image.height) == ((80, 120) if name == "a.jpg" else (120, 80))


@pytest.mark.parametrize("name", UPLOADS)
def test_the_form_stores_clean_pictures_only(name: str, editor: Client) -> None:
    assert upload(editor, name, UPLOADS[name]).status_code == 302
    assert_clean(Image.objects.get())


@pytest.mark.parametrize("name", UPLOADS)
def test_the_multiple_uploader_stores_clean_pictures_only(name: str, editor: Client) -> None:
    file = SimpleUploadedFile(name, UPLOADS[name])
    response = editor.post(reverse("wagtailimages:add_multiple"), {"title": "Picture", "files[]": file})
    assert response.json()["success"], response.content
    assert_clean(Image.objects.get())
    assert Image.objects.get().safeguarding_status == "pending"


@pytest.mark.parametrize("handler", ["MemoryFileUploadHandler", "TemporaryFileUploadHandler"])
def test_an_upload_that_waits_for_more_data_is_clean_while_it_waits(
    handler: str, editor: Client, settings: Any
) -> None:
    settings.FILE_UPLOAD_HANDLERS = [f"django.core.files.uploadhandler.{handler}"]
    file = SimpleUploadedFile("a.jpg", jpeg())
    response = editor.post(reverse("wagtailimages:add_multiple"), {"title": "x" * 300, "files[]": file})
    waiting = UploadedFile.objects.get(pk=response.json()["uploaded_file_id"])
    assert hidden_data(stored(waiting.file)) == []
    prefix = f"uploaded-image-{waiting.pk}"
    address = reverse("wagtailimages:create_multiple_from_uploaded_image", args=[waiting.pk])
    data = {f"{prefix}-{name}": value for name, value in fields().items()}
    assert editor.post(address, data).json()["success"]
    assert_clean(Image.objects.get())


def test_the_choosers_upload_stores_clean_pictures_only(editor: Client) -> None:
    data = {f"image-chooser-upload-{name}": value for name, value in fields().items()}
    data["image-chooser-upload-file"] = SimpleUploadedFile("a.jpg", jpeg())  # type: ignore[assignment]
    response = editor.post(reverse("wagtailimages_chooser:create"), data)
    assert response.json()["step"] == "chosen"
    assert_clean(Image.objects.get())


def test_a_large_upload_on_disk_is_cleaned_too() -> None:
    file = TemporaryUploadedFile("a.jpg", "image/jpeg", 0, None)
    file.write(jpeg())
    file.seek(0)
    assert_clean(Image.objects.create(title="Picture", file=file))


def test_a_file_put_into_storage_by_other_means_is_cleaned_when_an_image_takes_it() -> None:
    name = default_storage.save("original_images/found.jpg", ContentFile(jpeg()))
    image = Image.objects.create(title="Picture", file=name)
    assert_clean(image)
    assert not default_storage.exists(name)


def test_a_copy_of_an_image_leaves_the_first_one_its_file() -> None:
    image = make_image()
    copy = Image.objects.get(pk=image.pk)
    copy.pk = None
    copy.save()
    assert copy.file.name != image.file.name
    assert_clean(image)
    assert_clean(copy)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.gif", gif()),
        ("a.svg", SVG),
        ("a.png", gif()),
        ("a.png", SVG),
        ("a.png", jpeg()),
        ("a.png", b"\x89PNG\r\n\x1a\n"),
        ("a.jpg", jpeg()[:900]),
        ("a.png", png_bomb(8_000, 8_000)),
        ("a.jpg", b""),
    ],
    ids=numbered(),
)
def test_a_bad_picture_is_an_error_of_the_file_field(name: str, data: bytes, editor: Client) -> None:
    response = upload(editor, name, data)
    assert response.status_code == 200
    assert response.context["form"].errors["file"]
    assert not Image.objects.exists()


def test_replacing_the_file_replaces_every_rendition(editor: Client, django_capture_on_commit_callbacks: Any) -> None:
    image = make_image()
    old = {row.pk for row in image.renditions.all()}
    old_files = [image.file.name, *(row.file.name for row in image.renditions.all())]
    with django_capture_on_commit_callbacks(execute=True):
        response = editor.post(
            reverse("wagtailimages:edit", args=[image.pk]), {**fields(), "file": SimpleUploadedFile("b.png", png())}
        )
    assert response.status_code == 302
    assert_clean(image)
    assert not old & {row.pk for row in image.renditions.all()}
    kept = {image.file.name, *(row.file.name for row in image.renditions.all())}
    assert not [name for name in old_files if name not in kept and default_storage.exists(name)]


def test_a_new_focal_point_makes_a_new_thumbnail_and_drops_the_old_one() -> None:
    image = make_image()
    before = set(image.renditions.values_list("pk", flat=True))
    image.focal_point_x, image.focal_point_y = 100, 100
    image.focal_point_width, image.focal_point_height = 50, 50
    image.save()
    after = set(image.renditions.values_list("pk", flat=True))
    assert len(after - before) == 1
    assert len(after) == len(RENDITIONS)


def test_changing_words_makes_no_rendition() -> None:
    image = make_image()
    before = list(image.renditions.order_by("pk").values_list("pk", flat=True))
    image.credit = "Somebody"
    image.save()
    assert list(image.renditions.order_by("pk").values_list("pk", flat=True)) == before


def test_a_refused_picture_leaves_nothing_behind() -> None:
    with pytest.raises(ValidationError):
        Image.objects.create(title="Picture", file=ContentFile(png_bomb(8_000, 8_000), name="bomb.png"))
    assert not Image.objects.exists()
    assert not default_storage.exists("original_images/bomb.png")


def test_a_real_child_needs_a_consent_and_its_end(editor: Client) -> None:
    response = upload(editor, "a.jpg", jpeg(), depicts_children="real_with_consent")
    assert set(response.context["form"].errors) == {"consent_reference", "consent_expires"}
    assert not Image.objects.exists()


def test_only_a_reviewer_approves(editor: Client, reviewer: Client) -> None:
    upload(editor, "a.jpg", jpeg(), safeguarding_status="approved")
    image = Image.objects.get()
    assert image.safeguarding_status == "pending"
    editor.post(reverse("wagtailimages:edit", args=[image.pk]), fields(safeguarding_status="approved"))
    image.refresh_from_db()
    assert image.safeguarding_status == "pending"
    reviewer.post(reverse("wagtailimages:edit", args=[image.pk]), fields(safeguarding_status="approved"))
    image.refresh_from_db()
    assert image.safeguarding_status == "approved"


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"title": "Other words"}, "approved"),
        ({"depicts_children": "stock"}, "pending"),
        ({"consent_expires": "2099-01-01"}, "pending"),
        ({"file": "new"}, "pending"),
    ],
)
def test_what_changed_since_the_review_is_reviewed_again(change: dict[str, Any], status: str, editor: Client) -> None:
    image = make_image()
    if "file" in change:
        change = {"file": SimpleUploadedFile("b.png", png())}
    editor.post(reverse("wagtailimages:edit", args=[image.pk]), {**fields(), **change})
    image.refresh_from_db()
    assert image.safeguarding_status == status


def test_alternative_texts_are_kept_by_language(editor: Client) -> None:
    upload(editor, "a.jpg", jpeg(), alt_texts_en="A house", **{"alt_texts_zh-Hans": "房子"})
    image = Image.objects.get()
    assert image.alt_texts == {"en": "A house", "zh-Hans": "房子"}
    assert image.default_alt_text == "A house"


def test_every_language_has_a_labelled_input(editor: Client) -> None:
    page = editor.get(reverse("wagtailimages:add")).content.decode()
    languages = [("en", "English"), ("es", "Spanish"), ("zh-Hans", "Simplified Chinese")]
    for position, (code, language) in enumerate(languages):
        assert f'for="id_alt_texts_{position}">{language}</label>' in page
        assert re.search(
            rf'<input [^>]*name="alt_texts_{code}"[^>]*id="id_alt_texts_{position}"[^>]*lang="{code}"', page
        )
