"""An image and a document that are public through a publication, and people of the admin."""

from dataclasses import dataclass
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.models import Collection, CollectionViewRestriction, GroupCollectionPermission, Site

from cms.media.models import Document, Image
from cms.taxonomy.models import ResourceType
from library.models import LibraryIndexPage, PublicationFile, PublicationPage

from .pictures import jpeg
from .test_documents_are_what_they_say import pdf


@dataclass
class Published:
    """A public publication with its cover and its file."""

    page: Any
    image: Image
    document: Document


def make_image(**values: Any) -> Image:
    """Store an approved picture of 1000 × 600 pixels."""
    file = ContentFile(jpeg(size=(1000, 600)), name="cover.jpg")
    return Image.objects.create(**{"title": "Cover", "file": file, "safeguarding_status": "approved", **values})


def make_document(**values: Any) -> Document:
    """Store a PDF of three pages."""
    return Document.objects.create(**{"title": "Guide", "file": ContentFile(pdf(), name="guide.pdf"), **values})


@pytest.fixture
def published(db: None) -> Published:
    """Publish a publication that uses an image and a document."""
    image, document = make_image(), make_document()
    home = Site.objects.get(is_default_site=True).root_page
    library = home.add_child(instance=LibraryIndexPage(title="Library", slug="media-library", locale=home.locale))
    kind = ResourceType.objects.create(code="media-test-report")
    page = PublicationPage(
        title="Report",
        slug="report",
        summary="About it.",
        resource_type=kind,
        publication_year=2020,
        cover_image=image,
        locale=home.locale,
    )
    page.files = [PublicationFile(language="en", document=document)]
    library.add_child(instance=page)
    page.save_revision().publish()
    return Published(page, image, document)


@pytest.fixture
def private_collection(db: None) -> Collection:
    """Return a collection that is not open to the public."""
    collection = Collection.get_first_root_node().add_child(name="Private")
    CollectionViewRestriction.objects.create(collection=collection, restriction_type=CollectionViewRestriction.LOGIN)
    return collection


def _client_of(name: str, *permissions: str) -> Client:
    group = Group.objects.create(name=name)
    group.permissions.add(
        *Permission.objects.filter(codename__in=["access_admin", *(p for p in permissions if p == "approve_image")])
    )
    for codename in set(permissions) - {"approve_image"}:
        permission = Permission.objects.get(content_type__app_label="cms", codename=codename)
        GroupCollectionPermission.objects.create(
            group=group, collection=Collection.get_first_root_node(), permission=permission
        )
    user = User.objects.create_user(name, password="unimportant")
    user.groups.add(group)
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def editor(db: None) -> Client:
    """Log in somebody who may upload and change pictures and documents, but not approve them."""
    media = [f"{verb}_{kind}" for verb in ("add", "change", "choose") for kind in ("image", "document")]
    return _client_of("media-editor", *media)


@pytest.fixture
def reviewer(db: None) -> Client:
    """Log in somebody who may also approve pictures."""
    return _client_of("media-reviewer", "add_image", "change_image", "choose_image", "approve_image")


@pytest.fixture
def bystander(db: None) -> Client:
    """Log in somebody of the admin who may do nothing with files."""
    return _client_of("media-bystander")
