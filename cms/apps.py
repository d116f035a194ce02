"""The `cms` app: wires checks, receivers and the drawing of pages at start-up."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class CmsConfig(AppConfig):
    """One app for all sub-packages of `cms`."""

    name = "cms"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register what must be known before the first request."""
        from cms import checks
        from cms.pages import rendering
        from cms.publishing import copies, triggers
        from cms.reading import renderer
        from cms.translation import receivers

        checks.register_all()
        receivers.connect()
        copies.connect()
        pre_migrate.connect(triggers.before_migrations, sender=self)
        post_migrate.connect(triggers.after_migrations, sender=self)
        rendering.use(renderer.render)
