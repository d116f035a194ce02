"""Organisations and their series, people, offices."""

from cms.directory.models.offices import Office
from cms.directory.models.organisations import Organisation, Series
from cms.directory.models.people import Person

__all__ = ["Office", "Organisation", "Person", "Series"]
