from django.urls import path

from . import views

app_name = "evidence"
_FIELDWORK = "members/<slug:slug>/fieldwork/"
urlpatterns = [
    path("evidence/<uuid:uid>/", views.citation, name="citation"),
    path("evidence/<uuid:uid>/changes/", views.changes, name="changes"),
    path("evidence/<uuid:uid>/capture/", views.ask_for_capture, name="ask_for_capture"),
    path("evidence/<uuid:uid>/describe/", views.describe_source, name="describe_source"),
    path("evidence/<uuid:uid>/erase/", views.erase_source, name="erase_source"),
    path("evidence/<uuid:uid>/erase-past-wording/", views.erase_past_wording, name="erase_past_wording"),
    path("evidence/<uuid:uid>/timemap/", views.timemap, name="timemap"),
    path("evidence/<uuid:uid>/timegate/", views.timegate, name="timegate"),
    path("evidence/captures/<uuid:uid>/", views.capture, name="capture"),
    path("evidence/captures/<uuid:uid>/wacz/", views.capture_wacz, name="capture_wacz"),
    path("evidence/captures/<uuid:uid>/warc/", views.capture_warc, name="capture_warc"),
    path("evidence/captures/<uuid:uid>/remove/", views.remove_capture, name="remove_capture"),
    path("evidence/documents/<uuid:uid>/", views.document, name="document"),
    path("members/<slug:slug>/captures/", views.ask_for_captures, name="ask_for_captures"),
    path("members/<slug:slug>/documents/", views.documents, name="documents"),
    path("members/<slug:slug>/documents/upload/", views.upload_document, name="upload_document"),
    path("members/<slug:slug>/documents/<uuid:uid>/discard/", views.discard_document, name="discard_document"),
    path("members/<slug:slug>/documents/<uuid:uid>/erase/", views.erase_document, name="erase_document"),
    path("members/<slug:slug>/documents/<uuid:uid>/publish/", views.publish_document, name="publish_document"),
    path(_FIELDWORK, views.fieldwork, name="fieldwork"),
    path(_FIELDWORK + "consulted/", views.consulted, name="consulted"),
    path(_FIELDWORK + "interviews/record/", views.record_interview, name="record_interview"),
    path(_FIELDWORK + "sources/record/", views.record_source, name="record_source"),
    path(_FIELDWORK + "consulted/record/", views.record_consulted, name="record_consulted"),
    path(
        _FIELDWORK + "consulted/<uuid:uid>/disclose/",
        views.disclose_consulted,
        name="disclose_consulted",
    ),
    path(_FIELDWORK + "consulted/<uuid:uid>/erase/", views.erase_consulted, name="erase_consulted"),
    path(_FIELDWORK + "consulted/<uuid:uid>/file/", views.consulted_file, name="consulted_file"),
    path(_FIELDWORK + "interviews/<uuid:uid>/erase/", views.erase_notes, name="erase_notes"),
    path(_FIELDWORK + "interviews/<uuid:uid>/quotations/add/", views.add_quotation, name="add_quotation"),
    path(_FIELDWORK + "quotations/<uuid:uid>/consent/", views.record_consent, name="record_consent"),
    path(_FIELDWORK + "quotations/<uuid:uid>/withdraw/", views.withdraw_consent, name="withdraw_consent"),
    path(
        _FIELDWORK + "quotations/<uuid:uid>/publish/",
        views.publish_quotation,
        name="publish_quotation",
    ),
]
