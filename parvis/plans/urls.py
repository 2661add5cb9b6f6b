from django.urls import path

from .views import commitments, files, milestones, plans

app_name = "plans"

PLAN = "plans/<slug:plan>/"
CHALLENGE = f"{PLAN}challenges/<int:number>/"
COMMITMENT = f"{PLAN}commitments/<int:number>/"
MILESTONE = f"{PLAN}milestones/<str:code>/"

urlpatterns = [
    path("members/<slug:member>/plans/new/", plans.draft_plan, name="draft_plan"),
    path(f"{PLAN}plan.yaml", files.export_plan, {"form": "yaml"}, name="export_plan"),
    path(f"{PLAN}plan.json", files.export_plan, {"form": "json"}, name="export_plan"),
    path(f"{PLAN}edit/", plans.edit_plan, name="edit_plan"),
    path(f"{PLAN}discard/", plans.discard_plan, name="discard_plan"),
    path(f"{PLAN}open/", plans.open_plan, name="open_plan"),
    path(f"{PLAN}submit/", plans.submit_plan, name="submit_plan"),
    path(f"{PLAN}launch/", plans.launch_plan, name="launch_plan"),
    path(f"{PLAN}end/", plans.end_plan, name="end_plan"),
    path(f"{PLAN}challenges/add/", plans.add_challenge, name="add_challenge"),
    path(f"{CHALLENGE}edit/", plans.edit_challenge, name="edit_challenge"),
    path(f"{CHALLENGE}remove/", plans.remove_challenge, name="remove_challenge"),
    path(f"{PLAN}commitments/add/", commitments.draft_commitment, name="draft_commitment"),
    path(f"{COMMITMENT}edit/", commitments.edit_commitment, name="edit_commitment"),
    path(f"{COMMITMENT}revise/", commitments.revise_commitment, name="revise_commitment"),
    path(f"{COMMITMENT}remove/", commitments.remove_commitment, name="remove_commitment"),
    path(f"{COMMITMENT}lead/", commitments.assign_lead, name="assign_lead"),
    path(f"{PLAN}organisations/add/", commitments.involve_organisation, name="involve_organisation"),
    path(f"{COMMITMENT}organisations/add/", commitments.involve_organisation, name="involve_organisation"),
    path(f"{PLAN}organisations/<int:involvement>/end/", commitments.end_involvement, name="end_involvement"),
    path(f"{COMMITMENT}contacts/add/", commitments.add_contact, name="add_contact"),
    path(f"{COMMITMENT}contacts/<int:contact>/remove/", commitments.remove_contact, name="remove_contact"),
    path(f"{COMMITMENT}milestones/add/", milestones.add_milestone, name="add_milestone"),
    path(f"{MILESTONE}edit/", milestones.edit_milestone, name="edit_milestone"),
    path(f"{MILESTONE}remove/", milestones.remove_milestone, name="remove_milestone"),
    path(f"{MILESTONE}bind/", milestones.bind_milestone, name="bind_milestone"),
    path(f"{MILESTONE}report/", milestones.report_progress, name="report_progress"),
    path(f"{MILESTONE}complete/", milestones.complete_milestone, name="complete_milestone"),
    path(f"{MILESTONE}reopen/", milestones.reopen_milestone, name="reopen_milestone"),
]
