from django.urls import path

from .views import acts, imports

app_name = "assessments"

urlpatterns = [
    path("reports/import/", imports.import_report, name="import_report"),
    path("reports/import/<uuid:upload>/", imports.record_past_report, name="record_past_report"),
    path("reports/<slug:report>/withdraw/", acts.withdraw_report, name="withdraw_report"),
    path("reports/proposals/<uuid:proposal>/confirm/", acts.confirm_proposal, name="confirm_proposal"),
    path("reports/proposals/<uuid:proposal>/decline/", acts.decline_proposal, name="decline_proposal"),
]
