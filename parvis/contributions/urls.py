from django.urls import path

from . import views

app_name = "contributions"
urlpatterns = [
    path("contributions/<uuid:uid>/", views.contribution, name="contribution"),
    path("contributions/<uuid:uid>/hide/", views.hide_contribution, name="hide_contribution"),
    path("contributions/<uuid:uid>/restore/", views.restore_contribution, name="restore_contribution"),
    path("contributions/<uuid:uid>/withdraw/", views.withdraw_contribution, name="withdraw_contribution"),
    path("contributions/on/<str:subject>/submit/", views.submit_contribution, name="submit_contribution"),
]
