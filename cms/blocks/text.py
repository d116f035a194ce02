"""Running text."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

RICH_TEXT_FEATURES = ["h3", "bold", "italic", "ol", "ul", "link", "document-link"]


class QuoteBlock(blocks.StructBlock):
    """Somebody's words, with the person's name and role."""

    text = blocks.TextBlock(label=_("Quotation"))
    person = blocks.CharBlock(label=_("Person"), required=False, max_length=120)
    role = blocks.CharBlock(label=_("Role"), required=False, max_length=160)

    class Meta:
        label = _("Quotation")
        icon = "openquote"
        preview_value: dict[str, Any] = {"text": "Every report counts.", "person": "A. Example", "role": "Director"}


class CalloutBlock(blocks.StructBlock):
    """A boxed remark."""

    tone = blocks.ChoiceBlock(
        label=_("Tone"),
        choices=[("note", _("Note")), ("important", _("Important")), ("warning", _("Warning"))],
        default="note",
    )
    heading = blocks.CharBlock(label=_("Heading"), required=False, max_length=120)
    text = blocks.RichTextBlock(label=_("Text"), features=["bold", "italic", "ol", "ul", "link"])

    class Meta:
        label = _("Callout")
        icon = "warning"
        preview_value: dict[str, Any] = {
            "tone": "note",
            "heading": "Before you start",
            "text": "<p>Read the policy.</p>",
        }


class FaqEntryBlock(blocks.StructBlock):
    """A question and its answer."""

    question = blocks.CharBlock(label=_("Question"), max_length=200)
    answer = blocks.RichTextBlock(label=_("Answer"), features=["bold", "italic", "ol", "ul", "link"])

    class Meta:
        label = _("Question")
        icon = "help"


class FaqBlock(blocks.StructBlock):
    """Questions and answers."""

    heading = blocks.CharBlock(label=_("Heading"), required=False, max_length=120)
    entries = blocks.ListBlock(FaqEntryBlock(), label=_("Questions"))

    class Meta:
        label = _("Questions and answers")
        icon = "help"
        preview_value: dict[str, Any] = {
            "heading": "Questions",
            "entries": [{"question": "Who may use this?", "answer": "<p>Anyone.</p>"}],
        }


class TextBlocks(blocks.StreamBlock):
    """The blocks that every body has."""

    heading = blocks.CharBlock(label=_("Heading"), icon="title", max_length=200, preview_value="Findings")
    paragraph = blocks.RichTextBlock(
        label=_("Text"), icon="pilcrow", features=RICH_TEXT_FEATURES, preview_value="<p>Text.</p>"
    )
    quote = QuoteBlock()
    callout = CalloutBlock()
