from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from parvis.kernel.access import public

from .store import store
from .tiles import CHECKPOINT, headers, parse_path


@public
@require_safe
def log_file(request: HttpRequest, path: str) -> HttpResponse:
    """The published files as they are. Nothing here asks the database: the log is readable when all else is down."""
    data = store().read(path) if path == CHECKPOINT or parse_path(path) else None
    if data is None:
        return HttpResponse("not in this log\n", status=404, content_type="text/plain; charset=utf-8")
    response = HttpResponse(data, headers=headers(path))
    response["Access-Control-Allow-Origin"] = "*"
    return response
