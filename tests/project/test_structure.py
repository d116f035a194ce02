"""The house stands as the import contracts and the migrations describe it."""

import io

import pytest
from django.core.management import call_command
from importlinter.cli import lint_imports


def test_imports_go_down_the_floors():
    assert lint_imports(no_cache=True, is_debug_mode=False) == 0


@pytest.mark.django_db
def test_migrations_are_in_step_with_the_models():
    call_command("makemigrations", check=True, dry_run=True, stdout=io.StringIO())


def test_the_system_checks_have_nothing_to_say():
    call_command("check", fail_level="WARNING", stdout=io.StringIO())
