from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from parvis.kernel.access import public

from .errors import StoreUnreachable
from .store import store
from .tiles import CHECKPOINT, headers, parse_path
from .witnesses import POLICY

_TEXT, _A_FEW_MINUTES = "text/plain; charset=utf-8", "public, max-age=300"


@public
@require_safe
def log_file(request: HttpRequest, path: str) -> HttpResponse:
    """The published files as they are. Nothing here asks the database: the log is readable when all else is down."""
    try:
        data = store().read(path) if path == CHECKPOINT or parse_path(path) else None
    except StoreUnreachable:
        return HttpResponse("the storage of this log does not answer\n", status=503, content_type=_TEXT)
    if data is None:
        return HttpResponse("not in this log\n", status=404, content_type=_TEXT)
    response = HttpResponse(data, headers=headers(path))
    response["Access-Control-Allow-Origin"] = "*"
    return response


@public
@require_safe
def policy(request: HttpRequest) -> HttpResponse:
    """Whose signatures a verifier should ask for (C2SP tlog-policy), as published beside the log."""
    data = store().read(POLICY)
    if data is None:
        return HttpResponse("nothing has been published yet\n", status=404, content_type=_TEXT)
    response = HttpResponse(data, content_type=_TEXT)
    response["Cache-Control"] = _A_FEW_MINUTES
    response["Access-Control-Allow-Origin"] = "*"
    return response
