"""Page types of the research library and of courses."""

from library.models.course import CourseEnrolment, CoursePage
from library.models.index import CourseIndexPage, LibraryIndexPage
from library.models.publication import LegacyUrl, PublicationFile, PublicationPage

__all__ = [
    "CourseEnrolment",
    "CourseIndexPage",
    "CoursePage",
    "LegacyUrl",
    "LibraryIndexPage",
    "PublicationFile",
    "PublicationPage",
]
