from django.urls import path

from . import views

app_name = "register"
urlpatterns = [
    path("", views.journal, name="journal"),
    path("journal.atom", views.feed, name="feed"),
    path("verify.py", views.verifier, name="verifier"),
    path("<int:index>/", views.entry, name="entry"),
    path("<int:index>/receipt.tlog-proof", views.receipt, name="receipt"),
]
