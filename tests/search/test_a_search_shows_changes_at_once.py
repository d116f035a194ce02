"""What is kept for a search dies with the content version: the next answer shows what was just done."""

import io
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from reportlab.pdfgen.canvas import Canvas
from wagtail.models import Collection, CollectionViewRestriction

from cms.media.models import Document
from cms.publishing import clock
from library.models import PublicationFile
from tests import factories as make

pytestmark = [pytest.mark.usefixtures("committed", "keeping"), pytest.mark.both_databases]


@pytest.fixture
def found(client):
    """Return a function that gives the titles of what a search finds."""

    def search(q, **query):
        return [row["title"] for row in client.get("/api/v2/search/", {"q": q, **query}).json()["items"]]

    return search


@pytest.fixture
def suggested(client):
    """Return a function that gives the texts of what is suggested."""

    def suggest(q):
        return [row["text"] for row in client.get("/api/v2/search/suggest/", {"q": q}).json()["items"]]

    return suggest


def test_a_kept_search_costs_one_query_until_something_is_published_or_withdrawn(client, found, suggested):
    assert (found("quayside"), suggested("quays")) == ([], [])
    page = make.publication("Quayside")
    assert (found("quayside"), suggested("quays")) == (["Quayside"], ["Quayside"])
    with CaptureQueriesContext(connection) as queries:
        assert found("quayside") == ["Quayside"]
    assert len(queries) == 1
    page.title, page.summary = "Riverside", "About it."
    make.publish(page)
    assert (found("quayside"), found("riverside"), suggested("river")) == ([], ["Riverside"], ["Riverside"])
    make.fresh(page).unpublish()
    assert (found("riverside"), suggested("river")) == ([], [])
    assert client.get("/api/v2/search/?q=rivreside").json()["meta"]["did_you_mean"] is None


def test_a_search_changes_at_the_moment_at_which_a_page_expires(found):
    moment = datetime.now(UTC).replace(microsecond=0) + timedelta(days=3)
    make.publication("Wharf", expire_at=moment)
    with clock.at(moment - timedelta(seconds=1)):
        assert found("wharf") == ["Wharf"]
    with clock.at(moment):
        assert found("wharf") == []


def test_a_topic_is_found_by_its_new_name_at_once_and_by_its_old_one_no_more(client, found, suggested):
    topic = make.topic("piers", en="Piers")
    make.publication("A guide", topics=[topic])
    assert (found("piers"), suggested("pie")) == (["A guide"], ["Piers"])
    topic.labels = {"en": "Jetties"}
    topic.save()
    assert (found("piers"), found("jetties"), suggested("jet")) == ([], ["A guide"], ["Jetties"])
    [row] = client.get("/api/v2/search/?q=jetties&facets=topic").json()["meta"]["facets"]["topic"]
    assert row["label"] == "Jetties"


def test_a_term_of_the_glossary_leads_elsewhere_as_soon_as_it_is_published(found):
    make.publication("Breakwater law")
    preferred = make.term("breakwater", term="Breakwater")
    assert "Breakwater law" not in found("mole")
    term = make.term("mole", term="Mole", status="avoid", use_instead=preferred)
    assert "Breakwater law" in found("mole")
    term.use_instead = None
    make.publish(term)
    assert "Breakwater law" not in found("mole")


def test_a_document_is_found_as_soon_as_it_is_attached_and_hidden_as_soon_as_it_is_private(client, found):
    output = io.BytesIO()
    canvas = Canvas(output)
    canvas.drawString(72, 700, "Lobsters")
    canvas.save()
    file = ContentFile(output.getvalue(), name="a.pdf")
    paper = Document.objects.create(title="Zqpaper", language="en", file=file)
    assert found("lobster") == []
    page = make.publication("Seafood")
    page.files = [PublicationFile(language="en", document=paper)]
    make.publish(page)
    assert found("lobster") == ["Seafood"]
    private = Collection.get_first_root_node().add_child(name="Private")
    CollectionViewRestriction.objects.create(collection=private, restriction_type=CollectionViewRestriction.LOGIN)
    paper.collection = private
    paper.save()
    for address in ("search/?q=lobster", "search/?q=lobstre", "pages/?search=lobsters", "search/suggest/?q=zqpap"):
        answer = client.get(f"/api/v2/{address}")
        assert answer.json()["items"] == [], address
        assert "obsters" not in answer.content.decode(), address
    CollectionViewRestriction.objects.all().delete()
    assert found("lobster") == ["Seafood"]
