from django.urls import path

from . import views

app_name = "evidence"
urlpatterns = [
    path("evidence/<uuid:uid>/", views.citation, name="citation"),
    path("evidence/documents/<uuid:uid>/", views.document, name="document"),
    path("members/<slug:slug>/documents/", views.documents, name="documents"),
    path("members/<slug:slug>/documents/upload/", views.upload_document, name="upload_document"),
    path("members/<slug:slug>/documents/<uuid:uid>/discard/", views.discard_document, name="discard_document"),
    path("members/<slug:slug>/documents/<uuid:uid>/publish/", views.publish_document, name="publish_document"),
]
