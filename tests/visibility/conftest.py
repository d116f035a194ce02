"""One world for all tests of a module: each test works in a transaction of its own inside that of the module."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from tests import factories as make

from . import world as worlds
from .world import World


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """Build the world, and take it back after the module's last test."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield worlds.build()
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _as_in_production(keeping_inside: None) -> None:
    """Ask a service that keeps answers, and what they are made of: what is hidden must be gone from there too."""


@pytest.fixture
def world(built: World, db: None) -> World:
    """Return the world as it was built."""
    return World(
        make.fresh(built.secret),
        make.fresh(built.twin),
        make.fresh(built.branch),
        make.fresh(built.shelf),
        make.fresh(built.image),
        make.fresh(built.document),
        aliases=[make.fresh(row) for row in built.aliases],
        witnesses=[make.fresh(row) for row in built.witnesses],
    )


@pytest.fixture
def lone_world(world: World) -> World:
    """Return the world without the secret's translation, whose address has the secret's name in it."""
    make.fresh(world.twin).delete()
    world.twin = None
    return world
