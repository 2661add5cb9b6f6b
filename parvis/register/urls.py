from django.urls import path

from . import views

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
    path("<int:index>/", views.entry, name="entry"),
    path("<int:index>/receipt.tlog-proof", views.receipt, name="receipt"),
]
