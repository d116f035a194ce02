"""What stands around every page: settings, menus, texts, banners, counters."""
