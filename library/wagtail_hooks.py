"""What the admin must know of this app; a list, no logic."""

from wagtail import hooks

from library.viewsets import course_listing, publication_listing

hooks.register("register_admin_viewset", lambda: publication_listing)
hooks.register("register_admin_viewset", lambda: course_listing)
