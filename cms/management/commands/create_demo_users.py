"""`manage.py create_demo_users`: accounts to try the service with, on a laptop only."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from cms.seed.people import create_demo_users


class Command(BaseCommand):
    """Creates demo accounts and prints their passwords once."""

    help = "Create a demo administrator, an editor and two translators. Refused unless DEBUG is on."

    def handle(self, *args: Any, **options: Any) -> None:
        """Run it.

        Raises:
            CommandError: when DEBUG is off.
        """
        if not settings.DEBUG:
            raise CommandError("Demo accounts are for a laptop. Use `manage.py createsuperuser` in production.")
        accounts = create_demo_users()
        self.stdout.write("Accounts:")
        for account in accounts:
            password = account.password or "(as printed when it was made)"
            self.stdout.write(f"  {account.username:<16} {password:<24} {account.role}")
        self.stdout.write("Lost a password? manage.py changepassword NAME")
