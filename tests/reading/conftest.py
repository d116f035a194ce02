"""A reader with a browser, and pages to read."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.test import Client


@pytest.fixture
def read(client: Client, db: None) -> Callable[[str], BeautifulSoup]:
    """Return a reader: give it a path, get the page."""

    def reader(path: str) -> BeautifulSoup:
        response = client.get(path)
        assert response.status_code == 200, f"{path}: {response.status_code}"
        return BeautifulSoup(response.content, "html.parser")

    return reader
