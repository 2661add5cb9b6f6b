"""The log as C2SP tlog-tiles. These addresses are part of the log's format and never change."""

from django.urls import path

from .log_views import log_file

urlpatterns = [path("<path:path>", log_file, name="log_file")]
