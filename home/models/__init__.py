"""Page types of the site outside library and press."""

from home.models.directory import DirectoryPage
from home.models.home import HomePage
from home.models.portal import PortalPage, PortalSectionPage
from home.models.standard import StandardPage

__all__ = ["DirectoryPage", "HomePage", "PortalPage", "PortalSectionPage", "StandardPage"]
