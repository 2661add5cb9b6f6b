from django.urls import path

from . import views

app_name = "evidence"
urlpatterns = [
    path("evidence/<uuid:uid>/", views.citation, name="citation"),
    path("evidence/<uuid:uid>/changes/", views.changes, name="changes"),
    path("evidence/<uuid:uid>/capture/", views.ask_for_capture, name="ask_for_capture"),
    path("evidence/<uuid:uid>/describe/", views.describe_source, name="describe_source"),
    path("evidence/<uuid:uid>/timemap/", views.timemap, name="timemap"),
    path("evidence/<uuid:uid>/timegate/", views.timegate, name="timegate"),
    path("evidence/captures/<uuid:uid>/", views.capture, name="capture"),
    path("evidence/captures/<uuid:uid>/wacz/", views.capture_file, {"kind": "wacz"}, name="capture_wacz"),
    path("evidence/captures/<uuid:uid>/warc/", views.capture_file, {"kind": "warc"}, name="capture_warc"),
    path("evidence/captures/<uuid:uid>/remove/", views.remove_capture, name="remove_capture"),
    path("evidence/documents/<uuid:uid>/", views.document, name="document"),
    path("members/<slug:slug>/documents/", views.documents, name="documents"),
    path("members/<slug:slug>/documents/upload/", views.upload_document, name="upload_document"),
    path("members/<slug:slug>/documents/<uuid:uid>/publish/", views.publish_document, name="publish_document"),
]
