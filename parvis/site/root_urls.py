"""What has no language: the door, and what machines ask for."""

from django.urls import path

from . import machines

urlpatterns = [
    path("", machines.choose_language, name="choose_language"),
    path("healthz", machines.healthz, name="healthz"),
    path("robots.txt", machines.robots, name="robots"),
    path("manifest.webmanifest", machines.manifest, name="manifest"),
    path("favicon.ico", machines.favicon, name="favicon"),
    path("sitemap.xml", machines.sitemap, name="sitemap"),
    path("sitemap-<str:kind>-<int:page>.xml", machines.sitemap_page, name="sitemap_page"),
]
