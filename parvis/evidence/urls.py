from django.urls import path

from . import views

app_name = "evidence"
urlpatterns = [
    path("evidence/documents/<uuid:uid>/", views.document, name="document"),
    path("evidence/<uuid:uid>/", views.citation, name="citation"),
]
