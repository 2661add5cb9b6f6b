from django.urls import path

from . import timestamp_views, views
from .log_views import policy

app_name = "register"
urlpatterns = [
    path("", views.journal, name="journal"),
    path("journal.atom", views.feed, name="feed"),
    path("policy.txt", policy, name="policy"),
    path("timestamps/", timestamp_views.timestamps, name="timestamps"),
    path("timestamps/<slug:day>.tsr", timestamp_views.timestamp, name="timestamp"),
    path("timestamps/<slug:day>.checkpoint", timestamp_views.timestamped_checkpoint, name="timestamped_checkpoint"),
    path("<int:index>/", views.entry, name="entry"),
    path("<int:index>/receipt.tlog-proof", views.receipt, name="receipt"),
]
