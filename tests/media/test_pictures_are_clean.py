"""No hidden data, no damage, no bomb gets past the first function that sees an upload."""

import warnings
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image as PillowImage

from cms.media import processing

from .pictures import PROFILE, SECRET, SVG, exif, gif, jpeg, moving_png, numbered, png, png_bomb, webp

HARMLESS = {"icc_profile", "transparency", "progressive", "progression", "loop", "background", "timestamp", "duration"}


def hidden_data(data: bytes) -> list[str]:
    """Name what a reader of metadata still finds in a file."""
    with PillowImage.open(BytesIO(data)) as image:
        image.load()
        found = [str(key) for key in image.info if key not in HARMLESS and not str(key).startswith("jfif")]
        found += [str(tag) for tag in image.getexif()]
    return found + ([SECRET] if SECRET.encode() in data else [])


UPLOADS = {"jpeg": jpeg(), "png": png(), "palette_png": png("P"), "webp": webp(), "lossless_webp": webp(lossless=True)}


@pytest.mark.parametrize("name", UPLOADS)
def test_nothing_but_pixels_and_colour_profile_survives(name: str) -> None:
    assert hidden_data(UPLOADS[name])
    picture = processing.clean(UPLOADS[name])
    assert hidden_data(picture.data) == []
    with PillowImage.open(BytesIO(picture.data)) as image:
        assert image.info["icc_profile"] == PROFILE
        assert image.size == (120, 80)


@pytest.mark.parametrize("name", ["png", "palette_png", "lossless_webp"])
def test_a_lossless_picture_keeps_every_pixel(name: str) -> None:
    cleaned = processing.clean(UPLOADS[name]).data
    with PillowImage.open(BytesIO(UPLOADS[name])) as before, PillowImage.open(BytesIO(cleaned)) as after:
        assert before.convert("RGBA").tobytes() == after.convert("RGBA").tobytes()


def test_a_picture_is_turned_upright() -> None:
    with PillowImage.open(BytesIO(processing.clean(jpeg(orientation=6)).data)) as image:
        assert image.size == (80, 120)
        upper, lower = image.getpixel((40, 10)), image.getpixel((40, 110))
        assert isinstance(upper, tuple) and isinstance(lower, tuple)
        assert upper[0] > 150 > upper[2] and lower[2] > 150 > lower[0]


def test_transparency_is_kept() -> None:
    output = BytesIO()
    image = PillowImage.new("P", (4, 4), 0)
    image.save(output, "PNG", transparency=0)
    with PillowImage.open(BytesIO(processing.clean(output.getvalue()).data)) as cleaned:
        assert cleaned.convert("RGBA").getpixel((0, 0)) == (0, 0, 0, 0)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (gif(), "unsupported_format"),
        (SVG, "unsupported_format"),
        (b"BM" + b"\0" * 60, "unsupported_format"),
        (b"\0\0\0\x1cftypheic" + b"\0" * 40, "unsupported_format"),
        (b"\0\0\0\x1cftypavif" + b"\0" * 40, "unsupported_format"),
        (b"", "unsupported_format"),
        (b"\x89PNG\r\n\x1a\n", "damaged"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", "damaged"),
        (b"\xff\xd8\xff\xe0", "damaged"),
        (moving_png(), "animated"),
        (png_bomb(11_000, 11_000), "file_too_many_pixels"),
        (png_bomb(100_000, 100_000), "file_too_many_pixels"),
    ],
    ids=numbered(),
)
def test_what_is_no_acceptable_picture_is_refused_with_advice(data: bytes, code: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", PillowImage.DecompressionBombWarning)
        with pytest.raises(ValidationError) as error:
            processing.clean(data)
    assert error.value.code == code


@pytest.mark.parametrize("data", [jpeg(), png(size=(300, 300)), webp()], ids=numbered())
@pytest.mark.parametrize("kept", [0.3, 0.6, 0.9])
def test_a_truncated_picture_is_refused(data: bytes, kept: float) -> None:
    whole = processing.clean(data).data
    with pytest.raises(ValidationError):
        processing.clean(whole[: int(len(whole) * kept)])


@pytest.mark.filterwarnings("ignore:Corrupt EXIF")
def test_broken_exif_does_not_cost_a_good_picture() -> None:
    broken = jpeg().replace(exif().tobytes()[6:14], b"II*\0\xff\xff\xff\x7f")
    assert hidden_data(processing.clean(broken).data) == []


def test_an_upload_holds_only_its_clean_bytes_and_is_not_encoded_twice() -> None:
    upload = SimpleUploadedFile("a.jpg", jpeg(), "image/jpeg")
    processing.clean_upload(upload)
    cleaned = upload.read()
    assert hidden_data(cleaned) == []
    assert upload.size == len(cleaned)
    assert processing.read_clean(upload).data == cleaned


def test_a_mark_on_a_file_does_not_help_other_bytes_in() -> None:
    upload = SimpleUploadedFile("a.jpg", jpeg(), "image/jpeg")
    processing.clean_upload(upload)
    upload.file = BytesIO(jpeg())
    assert hidden_data(processing.read_clean(upload).data) == []
