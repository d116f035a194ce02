"""The list of model modules through which Django finds the models of `cms`; imported by nobody."""

from cms.directory.models import Organisation, Series
from cms.helplines.models import Helpline, HelplinePhone
from cms.languages.models import LocaleProfile, TranslationState
from cms.media.models import Document, Image, Rendition
from cms.pages.rows import PageAudience, PageContext, PageCountry, PageOrganisation, PageTopic, RelatedPage
from cms.publishing.models import ContentVersion, Embargo
from cms.site.models import Announcement, Menu, SiteSettings, SiteText, SocialLink, StatCounter
from cms.taxonomy.models import Audience, Context, Country, Region, ResourceType, Topic

__all__ = [
    "Announcement",
    "Audience",
    "ContentVersion",
    "Context",
    "Country",
    "Document",
    "Embargo",
    "Helpline",
    "HelplinePhone",
    "Image",
    "LocaleProfile",
    "Menu",
    "Organisation",
    "PageAudience",
    "PageContext",
    "PageCountry",
    "PageOrganisation",
    "PageTopic",
    "Region",
    "RelatedPage",
    "Rendition",
    "ResourceType",
    "Series",
    "SiteSettings",
    "SiteText",
    "SocialLink",
    "StatCounter",
    "Topic",
    "TranslationState",
]
