from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from parvis.kernel.access import public

from .folder import Folder
from .tiles import CHECKPOINT, parse_path
from .witnesses import POLICY

_TEXT, _BYTES = "text/plain; charset=utf-8", "application/octet-stream"
_A_FEW_SECONDS, _FOR_EVER = "public, max-age=2", "public, max-age=31536000, immutable"
_A_FEW_MINUTES = "public, max-age=300"


@public
@require_safe
def log_file(request: HttpRequest, path: str) -> HttpResponse:
    """The published files as they are. Nothing here asks the database: the log is readable when all else is down."""
    is_checkpoint = path == CHECKPOINT
    data = Folder(Path(settings.REGISTER_FOLDER)).read(path) if is_checkpoint or parse_path(path) else None
    if data is None:
        return HttpResponse("not in this log\n", status=404, content_type=_TEXT)
    response = HttpResponse(data, content_type=_TEXT if is_checkpoint else _BYTES)
    response["Cache-Control"] = _A_FEW_SECONDS if is_checkpoint else _FOR_EVER
    response["Access-Control-Allow-Origin"] = "*"
    return response


@public
@require_safe
def policy(request: HttpRequest) -> HttpResponse:
    """Whose signatures a verifier should ask for (C2SP tlog-policy), as published beside the log."""
    data = Folder(Path(settings.REGISTER_FOLDER)).read(POLICY)
    if data is None:
        return HttpResponse("nothing has been published yet\n", status=404, content_type=_TEXT)
    response = HttpResponse(data, content_type=_TEXT)
    response["Cache-Control"] = _A_FEW_MINUTES
    response["Access-Control-Allow-Origin"] = "*"
    return response
