"""Covers, pictures and portraits drawn by the project itself: soft shapes in one colour, no text, nobody real."""

import random
from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image as Canvas
from PIL import ImageDraw

from cms.media.models import Image

COLOURS: dict[str, tuple[tuple[int, int, int], dict[str, str]]] = {
    "teal": ((15, 110, 110), {"en": "teal", "es": "verde azulado", "zh-Hans": "青绿色"}),
    "navy": ((27, 48, 94), {"en": "navy blue", "es": "azul marino", "zh-Hans": "海军蓝"}),
    "amber": ((196, 131, 24), {"en": "amber", "es": "ámbar", "zh-Hans": "琥珀色"}),
    "plum": ((104, 48, 98), {"en": "plum", "es": "ciruela", "zh-Hans": "紫红色"}),
    "moss": ((86, 106, 48), {"en": "moss green", "es": "verde musgo", "zh-Hans": "苔绿色"}),
    "brick": ((158, 66, 48), {"en": "brick red", "es": "rojo ladrillo", "zh-Hans": "砖红色"}),
    "slate": ((74, 90, 104), {"en": "slate grey", "es": "gris pizarra", "zh-Hans": "石板灰"}),
}
"""Colour names of content files with their RGB values and their names for alternative texts."""

SIZES = {"cover": (600, 800), "picture": (800, 450), "portrait": (400, 400)}
ALT_TEXTS = {
    "picture": {
        "en": "Abstract shapes in {}",
        "es": "Formas abstractas en color {}",
        "zh-Hans": "{}抽象图形",
    },
    "portrait": {
        "en": "Drawn figure without a face in {}",
        "es": "Figura dibujada sin rostro en color {}",
        "zh-Hans": "没有面容的{}手绘人像",
    },
}
_SHAPES = 7


def title(kind: str, colour: str, variant: int) -> str:
    """Return the title by which a picture is found again."""
    return f"Sample {kind}, {colour} {variant}"


def find_or_make(kind: str, colour: str, variant: int) -> tuple[Image, bool]:
    """Return the picture and whether it was made now."""
    name = title(kind, colour, variant)
    if image := Image.objects.filter(title=name).first():
        return image, False
    data = ContentFile(draw(kind, colour, variant), name=f"sample-{kind}-{colour}-{variant}.jpg")
    colour_names, alt_texts = COLOURS[colour][1], ALT_TEXTS.get(kind, ALT_TEXTS["picture"])
    image = Image(
        title=name,
        file=data,
        alt_texts={language: text.format(colour_names[language]) for language, text in alt_texts.items()},
        credit="Drawn for the sample content",
        safeguarding_status=Image.Safeguarding.APPROVED,
    )
    image.save()
    return image, True


def draw(kind: str, colour: str, variant: int) -> bytes:
    """Return a JPEG file, the same for the same arguments."""
    width, height = SIZES[kind]
    base = COLOURS[colour][0]
    dice = random.Random(f"{kind} {colour} {variant}")  # noqa: S311
    canvas = Canvas.new("RGB", (width, height), base)
    pen = ImageDraw.Draw(canvas, "RGBA")
    for _number in range(_SHAPES):
        x, y, size = dice.randrange(width), dice.randrange(height), dice.randrange(width // 6, width // 2)
        light = dice.choice((0, 255))
        fill = (light, light, light, dice.randrange(14, 46))
        box = (x - size, y - size, x + size, y + size)
        if dice.random() < 0.6:
            pen.ellipse(box, fill=fill)
        else:
            pen.rounded_rectangle(box, radius=size // 4, fill=fill)
    if kind == "portrait":
        _draw_person(pen, width, height)
    output = BytesIO()
    canvas.save(output, "JPEG", quality=85)
    return output.getvalue()


def _draw_person(pen: ImageDraw.ImageDraw, width: int, height: int) -> None:
    """Draw a head above shoulders, and no face."""
    skin = (255, 255, 255, 190)
    pen.ellipse((width * 0.34, height * 0.18, width * 0.66, height * 0.54), fill=skin)
    pen.ellipse((width * 0.16, height * 0.62, width * 0.84, height * 1.4), fill=skin)
