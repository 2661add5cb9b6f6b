from django.urls import path

from . import timestamp_views, views
from .log_views import policy

app_name = "register"
urlpatterns = [
    path("", views.journal, name="journal"),
    path("about/", views.about, name="about"),
    path("journal.atom", views.feed, name="feed"),
    path("journal.csv", views.journal_csv, name="journal_csv"),
    path("journal.json", views.journal_json, name="journal_json"),
    path("acts/<uuid:uid>/", views.act, name="act"),
    path("objects/<slug:kind>/<uuid:uid>/", views.history, name="history"),
    path("verify.py", views.verifier, name="verifier"),
    path("policy.txt", policy, name="policy"),
    path("timestamps/", timestamp_views.timestamps, name="timestamps"),
    path("timestamps/<slug:day>.tsr", timestamp_views.timestamp, name="timestamp"),
    path("timestamps/<slug:day>.checkpoint", timestamp_views.timestamped_checkpoint, name="timestamped_checkpoint"),
    path("<int:index>/", views.entry, name="entry"),
    path("<int:index>/<slug:digest>.json", views.content, name="content"),
    path("<int:index>/receipt.tlog-proof", views.receipt, name="receipt"),
]
