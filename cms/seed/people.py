"""Demo accounts for a laptop: an administrator, an editor, a translator for each language."""

import secrets
from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from cms.languages import codes
from cms.seed.foundation import translator_group


@dataclass(frozen=True)
class DemoAccount:
    """A name and password to print. `password` is None for an account that was there before."""

    username: str
    password: str | None
    role: str


def create_demo_users() -> list[DemoAccount]:
    """Create the accounts that are missing, each with a fresh random password."""
    targets = [code for code in codes.content_languages() if code != codes.SOURCE]
    accounts = [
        _account("admin", "Administrator", None),
        _account("editor", "Editors", "Editors"),
    ]
    for code in targets:
        name = f"translator-{code.partition('-')[0]}"
        accounts.append(_account(name, translator_group(code), translator_group(code)))
    return accounts


def _account(username: str, role: str, group: str | None) -> DemoAccount:
    users = get_user_model()._default_manager
    if users.filter(username=username).exists():
        return DemoAccount(username, None, role)
    password = secrets.token_urlsafe(12)
    create = users.create_user if group else users.create_superuser
    user = create(username=username, email=f"{username}@example.org", password=password)
    if group:
        user.groups.add(Group.objects.get(name=group))
    return DemoAccount(username, password, role)
