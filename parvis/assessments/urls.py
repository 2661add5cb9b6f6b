from django.urls import path

from .views import acts, commitment_uploads, imports

app_name = "assessments"

urlpatterns = [
    path("reports/import/", imports.import_report, name="import_report"),
    path("reports/import/<uuid:upload>/", imports.record_past_report, name="record_past_report"),
    path("reports/import-commitments/", commitment_uploads.import_commitments, name="import_commitments"),
    path("reports/import-commitments/<uuid:upload>/", commitment_uploads.commitment_upload, name="commitment_upload"),
    path(
        "reports/import-commitments/<uuid:upload>/confirm/",
        commitment_uploads.confirm_commitment_upload,
        name="confirm_commitment_upload",
    ),
    path(
        "reports/import-commitments/<uuid:upload>/discard/",
        commitment_uploads.discard_commitment_upload,
        name="discard_commitment_upload",
    ),
    path(
        "reports/import-commitments/<uuid:upload>/left-out.csv",
        commitment_uploads.left_out_rows,
        name="left_out_rows",
    ),
    path("reports/<slug:report>/withdraw/", acts.withdraw_report, name="withdraw_report"),
    path("reports/proposals/<uuid:proposal>/confirm/", acts.confirm_proposal, name="confirm_proposal"),
    path("reports/proposals/<uuid:proposal>/decline/", acts.decline_proposal, name="decline_proposal"),
]
