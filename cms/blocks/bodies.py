"""Which blocks go where."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.blocks.gathered import (
    AnnouncementBlock,
    CollectionBlocks,
    LatestPressBlock,
    LatestPublicationsBlock,
    SafetyBannerBlock,
    StatRowBlock,
)
from cms.blocks.links import CardBlock, CtaBlock, LinkBlocks
from cms.blocks.media import MediaBlocks
from cms.blocks.text import FaqBlock, TextBlocks


class ArticleBody(TextBlocks, MediaBlocks):
    """The body of publications, press releases and standard pages."""

    class Meta:
        label = _("Body")


class PortalBody(TextBlocks, MediaBlocks, LinkBlocks, CollectionBlocks):
    """The body of portals and their sections: curated and automatic lists beside text."""

    faq = FaqBlock()

    class Meta:
        label = _("Body")


class HomeBody(blocks.StreamBlock):
    """The stream of a home page."""

    card = CardBlock()
    stat_row = StatRowBlock()
    cta = CtaBlock()
    announcement = AnnouncementBlock()
    safety_banner = SafetyBannerBlock()
    latest_press = LatestPressBlock()
    latest_publications = LatestPublicationsBlock()

    class Meta:
        label = _("Body")
