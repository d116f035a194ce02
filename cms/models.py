"""The list of model modules through which Django finds the models of `cms`; imported by nobody."""

from cms.delivery.models import Purge
from cms.directory.models import Office, Organisation, Person, Series
from cms.glossary.models import GlossaryTerm
from cms.helplines.models import Helpline, HelplinePhone
from cms.languages.models import LocaleProfile, TranslationState
from cms.media.models import Document, DocumentPage, Image, Rendition
from cms.monitoring.models import SchedulerRound
from cms.pages.rows import PageAudience, PageContext, PageCountry, PageOrganisation, PageTopic, RelatedPage
from cms.publishing.models import ContentVersion, Embargo, LedgerHead, ToldPage
from cms.search.models import SearchedDocument, SearchEntry, SearchWord
from cms.site.models import Announcement, Menu, SiteSettings, SiteText, SocialLink, StatCounter
from cms.taxonomy.models import Audience, Context, Country, Region, ResourceType, Topic

__all__ = [
    "Announcement",
    "Audience",
    "ContentVersion",
    "Context",
    "Country",
    "Document",
    "DocumentPage",
    "Embargo",
    "GlossaryTerm",
    "Helpline",
    "HelplinePhone",
    "Image",
    "LedgerHead",
    "LocaleProfile",
    "Menu",
    "Office",
    "Organisation",
    "PageAudience",
    "PageContext",
    "PageCountry",
    "PageOrganisation",
    "PageTopic",
    "Person",
    "Purge",
    "Region",
    "RelatedPage",
    "Rendition",
    "ResourceType",
    "SchedulerRound",
    "SearchEntry",
    "SearchWord",
    "SearchedDocument",
    "Series",
    "SiteSettings",
    "SiteText",
    "SocialLink",
    "StatCounter",
    "ToldPage",
    "Topic",
    "TranslationState",
]
