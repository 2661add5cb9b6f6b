from django.http import HttpRequest, HttpResponse

from parvis.kernel.access import public

from .. import queries
from ..standards.plan_file import written
from ..standards.plan_file.export import document_of


@public
def export_plan(request: HttpRequest, plan: str, form: str) -> HttpResponse:
    """The whole plan as a plan file: `form` is `yaml` or `json`."""
    found = queries.plan(plan, viewer=request.user)
    response = HttpResponse(written(document_of(found), form), content_type=f"application/{form}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{found.slug}.{form}"'
    return response
