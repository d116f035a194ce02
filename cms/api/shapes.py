"""The shapes of the API's own making: links, what stands around a page, rows and lists of endpoints.

Those of serializers stand beside them; `cms.api.openapi` makes the document of all.
"""

from datetime import datetime
from typing import Generic, Literal, NotRequired, TypedDict, TypeVar

from cms.api.truth import MarksJson
from cms.directory.serializers import OfficeJson, OrganisationJson, PersonJson, SeriesJson
from cms.glossary.serializers import GlossaryTermBriefJson, GlossaryTermJson
from cms.helplines.serializers import HelplineJson
from cms.languages.states import State, TranslationJson
from cms.publishing.references import ImageRef, PageAt, PageCard, PageLink
from cms.site.blocks import MenuEntryJson
from cms.site.serializers import AnnouncementJson, CounterJson, SettingsJson, SiteTextJson
from cms.taxonomy.serializers import TermJson

Row = TypeVar("Row")


class PageDetail:
    """The detail of a page of any type, as an annotation (`PageCard` is its card)."""


class PageHit:
    """A page that a search found, as an annotation: its card, and `matched`."""


class PageLinkJson(TypedDict):
    """A page by name and address, in the reader's language; `requested_locale` where it fell back to `locale`."""

    id: int
    type: str
    title: str
    html_url: str | None
    detail_url: str
    locale: str
    requested_locale: NotRequired[str]


class PageBelowJson(PageLinkJson):
    """A page with those below it."""

    children: list["PageBelowJson"]


class NeighboursJson(TypedDict):
    """The pages before and after by date."""

    previous: PageLink | None
    next: PageLink | None


class SiblingJson(TypedDict):
    """The same page in another language."""

    locale: str
    id: int
    html_url: str | None
    detail_url: str
    state: State


class MetaJson(TypedDict):
    """What stands around every page. `type` is that of the item."""

    type: str
    detail_url: str
    html_url: str | None
    slug: str
    locale: str
    requested_locale: NotRequired[str]
    first_published_at: datetime | None
    translation_key: str
    translation: TranslationJson
    translations: list[SiblingJson]
    show_in_menus: bool
    seo_title: str
    search_description: str
    alias_of: PageLink | None
    parent: PageAt | None


class PartJson(TypedDict):
    """The meta of a list: addresses of the parts around this one, null where there is none."""

    total_count: int
    next: str | None
    previous: str | None


class ListOf(TypedDict, Generic[Row]):
    """Some of the rows there are, or all of them."""

    meta: PartJson
    items: list[Row]


class FacetValueJson(TypedDict):
    """A value of a filter, and how many pages of the list have it; `lang` as with a term."""

    code: str
    label: str
    lang: NotRequired[str]
    count: int


class PageListMetaJson(PartJson):
    """The meta of a list of pages; `facets` where they are asked for."""

    facets: NotRequired[dict[str, list[FacetValueJson]]]


class PageListJson(TypedDict):
    """Some of the pages that are found."""

    meta: PageListMetaJson
    items: list[PageCard]


class RedirectTargetJson(TypedDict):
    """Where an address leads now."""

    to: str
    permanent: bool


class RedirectJson(TypedDict):
    """An address that has moved."""

    redirect: RedirectTargetJson


class LanguageJson(TypedDict):
    """A language by its BCP 47 code, with its name in the reader's language."""

    code: str
    label: str


class OrganisationRowJson(OrganisationJson, MarksJson):
    """A row of `organisations/`."""

    id: int


class OrganisationRefJson(TypedDict):
    """An organisation named inside something else, in the language `lang`."""

    code: str
    name: str
    acronym: str | None
    url: str | None
    lang: str


class SeriesRefJson(SeriesJson):
    """A series of publications, in the language `lang`."""

    lang: str


class AnnouncementRefJson(AnnouncementJson):
    """A banner that runs now, in the language `lang`."""

    lang: str


class SiteTextRowJson(SiteTextJson, MarksJson):
    """Wording used in many places, with its language."""


class CounterRowJson(CounterJson, MarksJson):
    """A figure, with its language."""


class HelplineRowJson(HelplineJson, MarksJson):
    """A row of `helplines/`."""

    id: int


class CountryAskedJson(TermJson):
    """The country asked for; `listed` says whether it has helplines of its own."""

    listed: bool


class AdviceJson(TypedDict):
    """What to do in an emergency, and where nothing is listed."""

    emergency_note: str | None
    not_listed_advice: str | None
    disclaimer: str | None
    lang: str


class HelplinesMetaJson(PartJson):
    """The meta of `helplines/`."""

    country: NotRequired[CountryAskedJson]
    advice: AdviceJson | None


class HelplinesJson(TypedDict):
    """Helplines, those of the country asked for first."""

    meta: HelplinesMetaJson
    items: list[HelplineRowJson]


class HelplineCountryJson(TermJson):
    """A country with helplines: how many, of which kinds."""

    count: int
    kinds: list[str]


class MenuJson(TypedDict):
    """A menu whose entries all lead to something public."""

    code: Literal["main", "footer"]
    items: list[MenuEntryJson]


class MenuRowJson(MenuJson, MarksJson):
    """A menu, with its language."""


class BannerJson(AnnouncementJson, MarksJson):
    """A banner that runs now, with its language."""


class LocaleJson(TypedDict):
    """A launched language; `share_translated` is the part of the English pages that it has, from 0 to 1."""

    code: str
    native_name: str
    direction: Literal["ltr", "rtl"]
    home: str | None
    share_translated: float


class SiteJson(SettingsJson):
    """All that stands around a page."""

    social_image: ImageRef | None
    menus: dict[str, MenuRowJson]
    banners: list[BannerJson]
    texts: dict[str, SiteTextRowJson]
    locales: list[LocaleJson]


class CountedTermJson(TermJson):
    """A term with the number of public items that have it."""

    count: int


class NarrowerTopicJson(CountedTermJson):
    """A topic below another one."""

    description: str | None
    description_lang: str | None


class TopicJson(CountedTermJson):
    """A topic; it counts the items of its narrower ones too, each once."""

    description: str | None
    description_lang: str | None
    children: list[NarrowerTopicJson]


class ContextJson(CountedTermJson):
    """A context; an archived one is given to nothing new."""

    archived: bool


class CountryJson(CountedTermJson):
    """A country, with the code of its region."""

    region: str | None


class CountedSeriesJson(SeriesRefJson):
    """A series with the number of its public publications."""

    count: int


VocabulariesJson = TypedDict(
    "VocabulariesJson",
    {
        "topics": list[TopicJson],
        "audiences": list[CountedTermJson],
        "resource-types": list[CountedTermJson],
        "contexts": list[ContextJson],
        "regions": list[CountedTermJson],
        "countries": list[CountryJson],
        "series": list[CountedSeriesJson],
    },
)


class PersonRowJson(PersonJson, MarksJson):
    """A row of `people/`."""

    id: int


class OfficeRowJson(OfficeJson, MarksJson):
    """A row of `offices/`."""

    id: int


class GlossaryTermRefJson(GlossaryTermBriefJson):
    """A term named inside another one, in the language `lang`."""

    lang: str


class GlossaryTermRowJson(GlossaryTermJson, MarksJson):
    """A row of `glossary/`, with the letter that it stands under."""

    id: int
    letter: str


class LetterJson(TypedDict):
    """A letter of the alphabet, and how many terms stand under it."""

    letter: str
    count: int


class GlossaryMetaJson(PartJson):
    """The meta of `glossary/`: its letters are counted without the letter asked for."""

    letters: list[LetterJson]


class GlossaryJson(TypedDict):
    """Terms by the alphabet."""

    meta: GlossaryMetaJson
    items: list[GlossaryTermRowJson]


class MatchJson(TypedDict):
    """A text in which words of the query stand, whole or the part around them.

    `field` is the key of the item or of its detail that holds the text, or `file` for the text of a PDF, which says
    in which document it stands and on which of its pages, counted from 1. Where the item was found for a value that
    it has, and no text shows that, `field` is the name of the filter (`topic`, `audience`, `country`, …) and `text`
    the value's label, in which nothing is marked where the query calls it otherwise. `highlights` are beginnings and
    ends of what was found, as offsets (in Unicode code points) into `text`, whose lines (paragraphs, headings, items
    of lists) have a newline between them. `lang` is the language of a file or label; null is that of the item.
    """

    field: str
    text: str
    highlights: list[list[int]]
    file_id: int | None
    page: int | None
    lang: str | None


class SnippetHitJson(TypedDict):
    """What hits that are no pages share with the card of a page."""

    id: int
    title: str
    summary: str | None
    date: None
    date_precision: None
    topics: list[TermJson]
    countries: list[TermJson]
    cover: None
    languages: list[LanguageJson]
    matched: list[MatchJson]


class HelplineHitMetaJson(TypedDict):
    """What stands around a helpline that a search found; `requested_locale` where it fell back to `locale`."""

    type: Literal["cms.Helpline"]
    locale: str
    requested_locale: NotRequired[str]


class HelplineHitJson(SnippetHitJson):
    """A helpline that a search found."""

    meta: HelplineHitMetaJson
    helpline: HelplineRowJson


class GlossaryTermHitMetaJson(TypedDict):
    """What stands around a term that a search found; `requested_locale` where it fell back to `locale`."""

    type: Literal["cms.GlossaryTerm"]
    locale: str
    requested_locale: NotRequired[str]


class GlossaryTermHitJson(SnippetHitJson):
    """A term of the glossary that a search found."""

    meta: GlossaryTermHitMetaJson
    term: GlossaryTermRowJson


class SearchMetaJson(PageListMetaJson):
    """The meta of `search/`.

    `did_you_mean`: the query that the hits are for, where nothing is found as it was typed. `partial`: nothing has all
    of the words, and these have some. `suggested_topics`: what the query may be about. `help`: helplines, where it
    asks for help or names an emergency; show them first.
    """

    did_you_mean: str | None
    partial: bool
    suggested_topics: list[TermJson]
    help: list[HelplineRowJson]


class SearchJson(TypedDict):
    """What is found, the best first."""

    meta: SearchMetaJson
    items: list[PageHit | HelplineHitJson | GlossaryTermHitJson]


class SuggestionJson(TypedDict):
    """A title or a topic that begins so. A topic has a `code`; what has a page of its own, `html_url`."""

    type: str
    id: int
    text: str
    code: str | None
    html_url: str | None


class RedirectMetaJson(TypedDict):
    """What stands around a redirect."""

    type: Literal["wagtailredirects.Redirect"]
    detail_url: str


class RedirectRowJson(TypedDict):
    """An old address and where it leads now."""

    id: int
    meta: RedirectMetaJson
    old_path: str
    location: str
    is_permanent: bool


class WithdrawnJson(TypedDict):
    """A page that is not public any more."""

    action: Literal["withdrawn"]
    id: int
    type: str
    locale: str
    translation_key: str


class ChangedJson(TypedDict):
    """A page that was published or changed."""

    action: Literal["published", "changed"]
    at: datetime
    id: int
    type: str
    locale: str
    translation_key: str
    html_url: str | None
    detail_url: str


class ChangesMetaJson(PartJson):
    """The meta of `changes/`: ask from `cursor` on the next time."""

    cursor: str


class ChangesJson(TypedDict):
    """What changed, oldest first."""

    meta: ChangesMetaJson
    items: list[ChangedJson | WithdrawnJson]


class ErrorJson(TypedDict):
    """What is wrong with one parameter, and the nearest valid spelling."""

    parameter: str
    detail: str
    did_you_mean: str | None


class ProblemJson(TypedDict):
    """An error (RFC 9457), with v2's `message`. A 404 may name what is near, a 400 the locales there are."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[ErrorJson]
    message: str
    known_locales: NotRequired[list[str]]
    available_locales: NotRequired[list[str]]
    did_you_mean: NotRequired[str | None]
