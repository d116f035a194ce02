"""Pictures, files and films."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock


class FigureBlock(blocks.StructBlock):
    """A picture with its caption."""

    image = ImageBlock(label=_("Picture"))
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=250)

    class Meta:
        label = _("Picture")
        icon = "image"
        preview_value: dict[str, Any] = {"image": None, "caption": "A caption"}


class FileBlock(blocks.StructBlock):
    """A file to download."""

    document = DocumentChooserBlock(label=_("Document"))
    title = blocks.CharBlock(label=_("Title"), required=False, max_length=200)

    class Meta:
        label = _("File")
        icon = "doc-full"
        preview_value: dict[str, Any] = {"document": None, "title": "Brief overview"}


class VideoBlock(blocks.StructBlock):
    """A film elsewhere, with what deaf and blind readers need."""

    title = blocks.CharBlock(label=_("Title"), max_length=200)
    url = blocks.URLBlock(label=_("Address of the film"))
    captions = blocks.BooleanBlock(label=_("The film has captions"), required=False)
    transcript = blocks.RichTextBlock(
        label=_("Transcript"), features=["bold", "italic"], help_text=_("All that is said and shown, as text.")
    )

    class Meta:
        label = _("Film with transcript")
        icon = "media"
        preview_value: dict[str, Any] = {
            "title": "Introduction",
            "url": "https://example.org/film",
            "captions": True,
            "transcript": "<p>Text.</p>",
        }


class MediaBlocks(blocks.StreamBlock):
    """Pictures, files and films."""

    image = FigureBlock()
    file = FileBlock()
    video = VideoBlock()
