"""What the admin must know of this app; a list, no logic."""

from wagtail import hooks

from press.viewsets import event_listing, release_listing

hooks.register("register_admin_viewset", lambda: release_listing)
hooks.register("register_admin_viewset", lambda: event_listing)
