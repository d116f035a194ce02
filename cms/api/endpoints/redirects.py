"""`redirects/`, `redirects/<id>/`, `redirects/find/`: as in stock v2, but only those that lead to something public."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from wagtail.contrib.redirects.models import Redirect

from cms.api import routing
from cms.api.answers import FORM, Body, endpoint
from cms.api.frame import Frame, frame_of
from cms.api.paging import PAGING, part_of
from cms.api.parameters import Parameter, Parameters, path_id
from cms.api.problems import bad_parameter, not_found
from cms.api.shapes import ListOf, RedirectRowJson

ID = Parameter(name="id", kind="integer", description="The redirect with this id.")
OLD_PATH = Parameter(name="old_path", description="Redirects of exactly this address.", max_length=255)
HTML_PATH = Parameter(
    name="html_path", description="An old address, with its query, in any spelling.", example="/?p=702"
)
ORDER = Parameter(
    name="order",
    kind="words",
    description="Order by these, `-` for descending; by default by id.",
    choices=("id", "-id", "old_path", "-old_path"),
    example="old_path",
)


@endpoint(parameters=(ORDER, ID, OLD_PATH, *PAGING), answer=ListOf[RedirectRowJson])
def redirect_list(request: HttpRequest, query: Parameters) -> Body:
    """Answer `{"meta", "items": [{"id", "meta", "old_path", "location", "is_permanent"}]}`; by id by default."""
    frame = frame_of(query, language=False)
    part = part_of(query)
    public = routing.public_redirects(frame)
    if "id" in query:
        public = public.filter(pk=query.integer("id"))
    if "old_path" in query:
        public = public.filter(old_path=query.text("old_path"))
    rows = list(public.order_by(*(query.words("order") or ["id"]), "pk")[part.window])
    leads = routing.redirections(frame, rows)
    items = [_item(frame, row, leads[row.pk]) for row in rows if row.pk in leads]
    return {"meta": part.meta(request, frame, public.count()), "items": items}


@endpoint(answer=RedirectRowJson)
def redirect_detail(request: HttpRequest, query: Parameters, pk: str) -> Body:
    """Answer one redirect."""
    frame = frame_of(query, language=False)
    row = routing.public_redirects(frame).filter(pk=path_id(pk)).first()
    leads = routing.redirections(frame, [row] if row else [])
    if row is None or row.pk not in leads:
        raise not_found()
    return _item(frame, row, leads[row.pk])


@endpoint(parameters=(HTML_PATH, ID, *FORM), answer=None, also={302: "To the detail of the redirect found."})
def redirect_find(request: HttpRequest, query: Parameters) -> HttpResponse:
    """Send to the detail of a redirect by `html_path`, with its query, or by `id`."""
    frame = frame_of(query, language=False)
    if "id" in query:
        row = routing.public_redirects(frame).filter(pk=query.integer("id")).first()
    elif "html_path" in query:
        found = routing.redirect_at(frame, query.text("html_path"))
        row = found[0] if found else None
    else:
        raise bad_parameter("html_path", "Give html_path= or id=.")
    if row is None:
        raise not_found()
    kept = request.GET.copy()
    kept.pop("id", None)
    kept.pop("html_path", None)
    return HttpResponseRedirect(frame.detail_url("redirects", row.pk) + (f"?{kept.urlencode()}" if kept else ""))


def _item(frame: Frame, row: Redirect, leads: routing.Redirection) -> dict[str, Any]:
    return {
        "id": row.pk,
        "meta": {"type": row._meta.label, "detail_url": frame.detail_url("redirects", row.pk)},
        "old_path": row.old_path,
        "location": leads.to,
        "is_permanent": leads.permanent,
    }
