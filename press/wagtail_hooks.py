"""What the admin must know of this app; a list, no logic."""

from wagtail import hooks

from press.viewsets import release_listing

hooks.register("register_admin_viewset", lambda: release_listing)
