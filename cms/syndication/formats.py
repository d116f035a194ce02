"""A feed as Atom (RFC 4287), RSS 2.0 and JSON Feed 1.1.

An own date that is coarser than a day stands in `dc:date` of Atom and RSS, and in `_date` of JSON, as ISO 8601 cut to
what is known. Summaries are plain text, which Atom and RSS are given as HTML: so they take it.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from typing import Any

import orjson
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed, rfc3339_date

NEVER = datetime(1970, 1, 1, tzinfo=UTC)
"""When something changed of which it is not known; a feed without entries changed then."""
DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


@dataclass(frozen=True)
class Entry:
    """A page in a feed. `date` is its own date as far as known, `published` the same where the day is known."""

    id: str
    title: str
    url: str
    summary: str
    date: str | None
    published: datetime | None
    updated: datetime


@dataclass(frozen=True)
class Feed:
    """A feed of one language (BCP 47), read at `address`, of the site whose front page is `home`, by its `author`."""

    title: str
    author: str
    home: str
    address: str
    language: str
    entries: list[Entry]

    @property
    def updated(self) -> datetime:
        """When the newest of its entries changed."""
        return max((entry.updated for entry in self.entries), default=NEVER)


class _Atom(Atom1Feed):
    def root_attributes(self) -> dict[str, str]:
        """Name the vocabulary of dates."""
        return {**super().root_attributes(), "xmlns:dc": DUBLIN_CORE}

    def latest_post_date(self) -> datetime:
        """Return when the newest entry changed; never the time of the request."""
        moment: datetime = self.feed["updated"]
        return moment

    def add_item_elements(self, handler: Any, item: Any) -> None:
        """Add the own date."""
        super().add_item_elements(handler, item)
        if item["date"]:
            handler.addQuickElement("dc:date", item["date"])


class _Rss(Rss201rev2Feed):
    def rss_attributes(self) -> dict[str, str]:
        """Name the vocabulary of dates."""
        return {**super().rss_attributes(), "xmlns:dc": DUBLIN_CORE}

    def latest_post_date(self) -> datetime:
        """Return when the newest entry changed; never the time of the request."""
        moment: datetime = self.feed["updated"]
        return moment

    def add_item_elements(self, handler: Any, item: Any) -> None:
        """Add the own date, and when the text last changed, for which RSS has no word."""
        super().add_item_elements(handler, item)
        handler.addQuickElement("atom:updated", rfc3339_date(item["updateddate"]))
        if item["date"]:
            handler.addQuickElement("dc:date", item["date"])


def _xml(kind: type[SyndicationFeed], feed: Feed) -> bytes:
    written = kind(
        title=_clean(feed.title),
        link=feed.home,
        description=_clean(feed.title),
        author_name=_clean(feed.author),
        language=feed.language,
        feed_url=feed.address,
        feed_guid=feed.address,
        updated=feed.updated,
    )
    for entry in feed.entries:
        written.add_item(
            title=_clean(entry.title),
            link=entry.url,
            description=escape(_clean(entry.summary), quote=False),
            unique_id=entry.id,
            unique_id_is_permalink=False,
            pubdate=entry.published,
            updateddate=entry.updated,
            date=entry.date,
        )
    return str(written.writeString("utf-8")).encode()


def _clean(text: str) -> str:
    """Drop the characters that XML cannot hold."""
    return _NOT_XML.sub("", text)


def _json(feed: Feed) -> bytes:
    items = [
        {
            "id": entry.id,
            "url": entry.url,
            "title": entry.title,
            "summary": entry.summary,
            "content_text": entry.summary or entry.title,
            **({"date_published": entry.published.isoformat()} if entry.published else {}),
            "date_modified": entry.updated.replace(microsecond=0).isoformat(),
            "language": feed.language,
            **({"_date": {"date": entry.date}} if entry.date else {}),
        }
        for entry in feed.entries
    ]
    return orjson.dumps(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": feed.title,
            "home_page_url": feed.home,
            "feed_url": feed.address,
            "language": feed.language,
            "items": items,
        }
    )


WRITERS: dict[str, tuple[str, Callable[[Feed], bytes]]] = {
    "atom": ("application/atom+xml; charset=utf-8", lambda feed: _xml(_Atom, feed)),
    "rss": ("application/rss+xml; charset=utf-8", lambda feed: _xml(_Rss, feed)),
    "json": ("application/feed+json", _json),
}
