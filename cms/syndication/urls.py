"""Addresses of sitemap, robots.txt and feeds. They come before the reading pages."""

from django.urls import path, re_path

from cms.syndication import feeds, missing, robots, sitemap

urlpatterns = [
    path("robots.txt", robots.robots, name="robots"),
    path("sitemap.xml", sitemap.index, name="sitemap"),
    re_path(r"^sitemaps/(?P<code>[A-Za-z-]+)-(?P<number>[1-9][0-9]{0,4})\.xml$", sitemap.part, name="sitemap_part"),
    re_path(r"^feeds/(?P<name>[a-z]+)/(?P<code>[A-Za-z-]+)\.(?P<form>atom|rss|json)$", feeds.feed, name="feed"),
    re_path(r"^(?:feeds|sitemaps)/", missing.nothing),
]
