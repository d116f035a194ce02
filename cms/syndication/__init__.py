"""What machines follow outside the API: sitemap, robots.txt, feeds. Public pages only, no language standing in."""
