"""What has no language: the redirect at the door, and what robots, browsers and probes ask for."""

from collections.abc import Iterator

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import gettext as _

from parvis.kernel.access import public
from parvis.kernel.errors import NotFound

from . import addresses

# Without end, or of no use to those who look for a page.
NOT_FOR_ROBOTS = ("/*/search/", "/*/account/", "/*/commitments/compare/", "/*/commitments/export")


@public
def choose_language(request: HttpRequest) -> HttpResponse:
    """Home, in the language that the browser prefers (`LocaleMiddleware` has read it)."""
    return HttpResponseRedirect(reverse("site:home"))


@public
def healthz(request: HttpRequest) -> HttpResponse:
    """200 when the database answers; a failure is a 500, which is what a probe needs."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type="text/plain", headers={"Cache-Control": "no-store"})


@public
def robots(request: HttpRequest) -> HttpResponse:
    """A demonstration keeps out of search engines, lest someone take it for a government."""
    rules = "\n".join(f"Disallow: {path}" for path in (["/"] if settings.DEMONSTRATION else NOT_FOR_ROBOTS))
    sitemap = f"{settings.PARVIS_ORIGIN}{reverse('sitemap')}"
    return HttpResponse(f"User-agent: *\n{rules}\nSitemap: {sitemap}\n", content_type="text/plain; charset=utf-8")


@public
def manifest(request: HttpRequest) -> HttpResponse:
    icon = {"src": static("mark.svg"), "sizes": "any", "type": "image/svg+xml"}
    said = {"name": "Parvis", "start_url": "/", "display": "browser", "icons": [icon]}
    return JsonResponse(said, content_type="application/manifest+json")


@public
def favicon(request: HttpRequest) -> HttpResponse:
    return HttpResponseRedirect(static("mark.svg"))


@public
def sitemap(request: HttpRequest) -> HttpResponseBase:
    """The index: one file for each range of rows of each kind."""
    files = (
        f"<sitemap><loc>{settings.PARVIS_ORIGIN}{reverse('sitemap_page', args=[kind, page])}</loc></sitemap>"
        for kind, page in addresses.files()
    )
    return _xml("sitemapindex", files)


@public
def sitemap_page(request: HttpRequest, kind: str, page: int) -> HttpResponseBase:
    if kind not in addresses.KINDS:
        raise NotFound(_("There is no such sitemap."))
    return _xml("urlset", (_urls(path, changed) for path, changed in addresses.of(kind, page)))


def _urls(path: str, changed: str) -> str:
    """The page in each language, each naming the others. `path` has none yet."""
    codes = [code for code, _name in settings.LANGUAGES]
    links = "".join(
        f'<xhtml:link rel="alternate" hreflang="{code}" href="{settings.PARVIS_ORIGIN}/{code}/{escape(path)}"/>'
        for code in codes
    )
    at = f"<lastmod>{changed}</lastmod>" if changed else ""
    return "".join(f"<url><loc>{settings.PARVIS_ORIGIN}/{code}/{escape(path)}</loc>{at}{links}</url>" for code in codes)


def _xml(root: str, parts: Iterator[str]) -> StreamingHttpResponse:
    def written() -> Iterator[str]:
        yield '<?xml version="1.0" encoding="UTF-8"?>\n'
        yield f'<{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">'
        yield from parts
        yield f"</{root}>\n"

    return StreamingHttpResponse(written(), content_type="application/xml; charset=utf-8")
