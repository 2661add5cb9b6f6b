import uuid

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag

from parvis.kernel.access import public

from . import queries
from .models import Citation, Document


@public
def document(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """The file, to download: never shown inside Parvis's own pages, whatever it holds."""
    try:
        found = queries.document(uid, request.user)
    except Document.DoesNotExist as error:
        raise Http404 from error
    etag = quote_etag(found.sha256)
    response = get_conditional_response(request, etag=etag, last_modified=int(found.uploaded_at.timestamp()))
    if response is None:
        response = FileResponse(
            found.file.open("rb"), as_attachment=True, filename=found.file_name, content_type=found.media_type
        )
        response["Content-Length"] = found.size
    response["ETag"] = etag
    response["Last-Modified"] = http_date(found.uploaded_at.timestamp())
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "public, max-age=3600" if found.is_published else "private, no-store"
    return response


@public
def citation(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    try:
        found = queries.citation(uid)
    except Citation.DoesNotExist as error:
        raise Http404 from error
    return render(request, "evidence/citation.html", {"citation": found})
