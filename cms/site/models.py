"""Site settings (language-neutral values) and the texts, menus, banners and counters around every page."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import RichTextField
from wagtail.models import Orderable
from wagtail_localize.fields import SynchronizedField, TranslatableField

from cms.indexing.fields import searched
from cms.publishing.moments import At
from cms.publishing.snippets import TranslatableSnippet
from cms.site.blocks import MenuBlock
from cms.streams.fields import StreamField
from cms.taxonomy.models import code_validator


@register_setting(icon="cog")
class SiteSettings(BaseSiteSetting, ClusterableModel):
    """Facts about the organisation that are the same in every language (design/3 L7)."""

    legal_name = models.CharField(_("legal name"), max_length=200, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    press_email = models.EmailField(_("press e-mail"), blank=True)
    address = models.TextField(_("postal address"), blank=True)
    donate_url = models.URLField(_("donation page"), blank=True)
    report_url = models.URLField(_("page to report abuse material"), blank=True)
    feedback_url = models.URLField(_("feedback form"), blank=True)
    careers_url = models.URLField(_("careers page"), blank=True)
    quick_exit_url = models.URLField(
        _("quick-exit address"),
        default="https://www.weather.gov/",
        help_text=_("A harmless page that “leave this site” goes to. Somebody may need it in a hurry."),
    )
    quick_exit_enabled = models.BooleanField(_("offer the quick exit"), default=True)
    copyright_start_year = models.PositiveSmallIntegerField(_("copyright since"), null=True, blank=True)
    default_social_image = models.ForeignKey(
        "cms.Image",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("picture for link previews"),
    )

    class Meta:
        verbose_name = _("site settings")

    panels: ClassVar[list[Any]] = [
        MultiFieldPanel(
            [FieldPanel(name) for name in ("legal_name", "phone", "email", "press_email", "address")],
            _("Organisation"),
        ),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("donate_url", "report_url", "feedback_url", "careers_url")], _("Links")
        ),
        MultiFieldPanel([FieldPanel("quick_exit_url"), FieldPanel("quick_exit_enabled")], _("Quick exit")),
        MultiFieldPanel([FieldPanel("copyright_start_year"), FieldPanel("default_social_image")], _("Other")),
        InlinePanel("social_links", heading=_("Social networks"), label=_("Network")),
    ]


class SocialLink(Orderable):
    """The organisation on a social network."""

    settings = ParentalKey(SiteSettings, on_delete=models.CASCADE, related_name="social_links")
    network = models.CharField(_("network"), max_length=40)
    url = models.URLField(_("address"))

    panels = [FieldRowPanel([FieldPanel("network"), FieldPanel("url")])]

    def __str__(self) -> str:
        return self.network


class Menu(TranslatableSnippet):
    """A menu of two levels."""

    class Code(models.TextChoices):
        MAIN = "main", _("Main menu")
        FOOTER = "footer", _("Footer")

    code = models.CharField(_("place"), max_length=20, choices=Code.choices)
    items = StreamField(MenuBlock(), blank=True, verbose_name=_("entries"))

    class Meta(TranslatableSnippet.Meta):
        verbose_name = _("menu")
        verbose_name_plural = _("menus")
        constraints = [models.UniqueConstraint(fields=["code", "locale"], name="one_menu_per_locale")]

    panels: ClassVar[list[Any]] = [FieldPanel("code"), FieldPanel("items")]

    translatable_fields: ClassVar[list[Any]] = [
        SynchronizedField("code", overridable=False),
        TranslatableField("items"),
    ]

    def __str__(self) -> str:
        return str(self.get_code_display())


class SiteText(TranslatableSnippet):
    """Wording used in many places: boilerplate, safety panel, notices."""

    code = models.CharField(
        _("code"), max_length=60, validators=[code_validator], help_text=_("Frontends ask for it by this name.")
    )
    title = models.CharField(_("heading"), max_length=200, blank=True)
    body = RichTextField(_("text"), features=["bold", "italic", "link", "ol", "ul"])

    class Meta(TranslatableSnippet.Meta):
        verbose_name = _("site text")
        verbose_name_plural = _("site texts")
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["code", "locale"], name="one_text_per_locale")]

    search_fields: ClassVar[list[Any]] = [
        *TranslatableSnippet.search_fields,
        *searched("code", "title", "body"),
    ]

    panels: ClassVar[list[Any]] = [FieldPanel("code"), FieldPanel("title"), FieldPanel("body")]

    translatable_fields: ClassVar[list[Any]] = [
        SynchronizedField("code", overridable=False),
        TranslatableField("title"),
        TranslatableField("body"),
    ]

    def __str__(self) -> str:
        return self.title or self.code


class Announcement(TranslatableSnippet):
    """A banner on every page for a time."""

    class Level(models.TextChoices):
        INFO = "info", _("Information")
        NOTICE = "notice", _("Notice")
        URGENT = "urgent", _("Urgent")

    code = models.CharField(_("code"), max_length=60, validators=[code_validator])
    text = models.CharField(_("text"), max_length=300)
    link_label = models.CharField(_("link text"), max_length=80, blank=True)
    link_page = models.ForeignKey(
        "wagtailcore.Page", null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("page")
    )
    link_url = models.URLField(_("or address"), blank=True)
    level = models.CharField(_("level"), max_length=10, choices=Level.choices, default=Level.INFO)
    starts_at = models.DateTimeField(_("shown from"), null=True, blank=True)
    ends_at = models.DateTimeField(_("shown until"), null=True, blank=True)
    dismissible = models.BooleanField(_("can be closed by the reader"), default=True)

    moments = (At("starts_at"), At("ends_at"))

    class Meta(TranslatableSnippet.Meta):
        verbose_name = _("banner")
        verbose_name_plural = _("banners")
        constraints = [models.UniqueConstraint(fields=["code", "locale"], name="one_announcement_per_locale")]

    panels: ClassVar[list[Any]] = [
        FieldPanel("text"),
        FieldPanel("code"),
        MultiFieldPanel([FieldPanel("link_label"), FieldPanel("link_page"), FieldPanel("link_url")], _("Link")),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
                FieldPanel("level"),
                FieldPanel("dismissible"),
            ],
            _("When and how"),
        ),
    ]

    translatable_fields: ClassVar[list[Any]] = [
        TranslatableField("text"),
        TranslatableField("link_label"),
        *(
            SynchronizedField(name, overridable=False)
            for name in "code link_page link_url level starts_at ends_at dismissible".split()
        ),
    ]

    def __str__(self) -> str:
        return self.text

    def clean(self) -> None:
        """Refuse two targets and a time that ends before it starts.

        Raises:
            ValidationError: on `link_url` or `ends_at`.
        """
        super().clean()
        if self.link_page_id and self.link_url:
            raise ValidationError({"link_url": _("Choose a page or enter an address, not both.")})
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": _("The banner must end after it starts.")})


class StatCounter(TranslatableSnippet):
    """A figure with one owner and a date, shown in many places."""

    key = models.CharField(_("key"), max_length=60, validators=[code_validator])
    value = models.DecimalField(_("value"), max_digits=14, decimal_places=2)
    prefix = models.CharField(_("before the figure"), max_length=10, blank=True)
    suffix = models.CharField(_("after the figure"), max_length=10, blank=True, help_text=_("For example + or %."))
    label = models.CharField(_("label"), max_length=200)
    as_of = models.DateField(_("as of"))
    source_note = models.CharField(_("source"), max_length=300, blank=True)
    next_check_due = models.DateField(_("next check due"), null=True, blank=True)

    class Meta(TranslatableSnippet.Meta):
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        ordering = ["key"]
        constraints = [models.UniqueConstraint(fields=["key", "locale"], name="one_counter_per_locale")]

    search_fields: ClassVar[list[Any]] = [
        *TranslatableSnippet.search_fields,
        *searched("label"),
    ]

    panels: ClassVar[list[Any]] = [
        FieldPanel("label"),
        FieldPanel("key"),
        FieldRowPanel([FieldPanel("prefix"), FieldPanel("value"), FieldPanel("suffix")]),
        FieldRowPanel([FieldPanel("as_of"), FieldPanel("next_check_due")]),
        FieldPanel("source_note"),
    ]

    translatable_fields: ClassVar[list[Any]] = [
        TranslatableField("label"),
        TranslatableField("source_note"),
        *(
            SynchronizedField(name, overridable=False)
            for name in "key value prefix suffix as_of next_check_due".split()
        ),
    ]

    def __str__(self) -> str:
        return f"{self.prefix}{self.value:f}{self.suffix} {self.label}"
