from django.urls import path

from . import views

app_name = "mail"
urlpatterns = [
    path("preferences/", views.edit_preferences, name="edit_preferences"),
    path("unsubscribe/<str:token>/", views.unsubscribe, name="unsubscribe"),
]
