"""Page types of the research library."""

from library.models.index import LibraryIndexPage
from library.models.publication import LegacyUrl, PublicationFile, PublicationPage

__all__ = ["LegacyUrl", "LibraryIndexPage", "PublicationFile", "PublicationPage"]
