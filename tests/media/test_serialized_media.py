"""What the API says of files."""

from collections.abc import Callable
from typing import Any

import pytest

from cms.media import serializers
from cms.media.models import RENDITIONS, Image

from .conftest import make_document, make_image

pytestmark = pytest.mark.django_db


def described(image: Image, language: str = "en", **options: Any) -> Any:
    return serializers.serialize_image(image, image.renditions.all(), language, base_url="https://x.test", **options)


def test_an_image_names_every_size_with_its_address() -> None:
    image = make_image(alt_texts={"en": "A house", "es": "Una casa"}, credit="Somebody")
    data = described(image)
    assert set(data) == {"id", "alt", "alt_lang", "width", "height", "renditions", "focal_point", "credit"}
    assert (data["width"], data["height"], data["focal_point"]) == (1000, 600, None)
    assert set(data["renditions"]) == set(RENDITIONS)
    card = data["renditions"]["card_jpeg"]
    assert (card["width"], card["height"], card["type"]) == (400, 240, "image/jpeg")
    assert card["url"] == "https://x.test" + serializers.image_path(image, "card_jpeg")
    assert data["renditions"]["large"]["width"] == 1000


def test_the_text_of_the_place_comes_before_the_text_of_the_image() -> None:
    image = make_image(alt_texts={"en": "A house", "es": "Una casa"})
    for language, given, expected in (
        ("es", {}, ("Una casa", "es")),
        ("zh-Hans", {}, ("A house", "en")),
        ("es", {"alt": "Aquí"}, ("Aquí", None)),
        ("es", {"alt": "Aquí", "decorative": True}, ("", None)),
    ):
        data = described(image, language, **given)
        assert (data["alt"], data["alt_lang"]) == expected


def test_the_focal_point_is_given_in_fractions() -> None:
    image = make_image(focal_point_x=250, focal_point_y=300, focal_point_width=10, focal_point_height=10)
    assert described(image)["focal_point"] == {"x": 0.25, "y": 0.5}


def test_a_document_is_described_in_the_language_of_the_request() -> None:
    document = make_document(language="es", accessible=True)
    data = serializers.serialize_document(document, "https://x.test", "en")
    assert data["language"] == {"code": "es", "label": "Spanish"}
    assert (data["format"], data["pages"], data["accessible"]) == ("pdf", 3, True)
    assert data["url"] == f"https://x.test/documents/{document.pk}/{data['filename']}"
    assert len(data["sha256"]) == 64
    assert data["size_bytes"] == document.file_size


def test_describing_asks_the_database_nothing(query_count: Callable[[], Any]) -> None:
    image, document = make_image(), make_document()
    renditions = list(image.renditions.all())
    with query_count() as queries:
        serializers.serialize_image(image, renditions, "en", base_url="")
        serializers.serialize_document(document, "", "en")
    assert len(queries) == 0
