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
        from cms.delivery import purging
        from cms.monitoring import metrics
        from cms.pages import rendering
        from cms.publishing import copies, indexes, triggers
        from cms.publishing import receivers as publishing_receivers
        from cms.reading import renderer
        from cms.search import receivers as search_receivers
        from cms.translation import receivers

        checks.register_all()
        receivers.connect()
        copies.connect()
        publishing_receivers.connect()
        search_receivers.connect()
        metrics.sources.append(purging.figures)
        pre_migrate.connect(triggers.before_migrations, sender=self)
        post_migrate.connect(triggers.after_migrations, sender=self)
        post_migrate.connect(indexes.after_migrations, sender=self)
        rendering.use(renderer.render)
