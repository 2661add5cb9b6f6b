from django.urls import path

from . import feeds, views

app_name = "site"
urlpatterns = [
    path("", views.home, name="home"),
    path("commitments/", views.commitments, name="commitments"),
    path("commitments/compare/", views.compare_commitments, name="compare_commitments"),
    path("commitments/export.csv", views.commitments_csv, name="commitments_csv"),
    path("commitments/export.json", views.commitments_json, name="commitments_json"),
    path("commitments/export-ogp.csv", views.commitments_ogp_csv, name="commitments_ogp_csv"),
    path("plans/", views.plans, name="plans"),
    path("plans/<slug:slug>/", views.plan, name="plan"),
    path("plans/<slug:slug>/feed/", feeds.plan_feed, name="plan_feed"),
    path("plans/<slug:slug>/calendar.ics", feeds.plan_calendar, name="plan_calendar"),
    path("plans/<slug:slug>/commitments/<int:number>/", views.commitment, name="commitment"),
    path("plans/<slug:slug>/commitments/<int:number>/versions/", views.versions, name="versions"),
    path("plans/<slug:slug>/commitments/<int:number>/feed/", feeds.commitment_feed, name="commitment_feed"),
    path("plans/<slug:slug>/reports/", views.plan_reports, name="plan_reports"),
    path("reports/", views.reports, name="reports"),
    path("reports/feed/", feeds.reports_feed, name="reports_feed"),
    path("reports/<slug:slug>/", views.report, name="report"),
    path("reports/<slug:slug>/report.json", views.report_json, name="report_json"),
    path("members/", views.members, name="members"),
    path("members/<slug:slug>/", views.member, name="member"),
    path("members/<slug:slug>/feed/", feeds.member_feed, name="member_feed"),
    path("organisations/", views.organisations, name="organisations"),
    path("organisations/<slug:slug>/", views.organisation, name="organisation"),
    path("organisations/<slug:slug>/milestones/", views.organisation_milestones, name="organisation_milestones"),
    path("late/", views.late, name="late"),
    path("calendar/", views.calendar, name="calendar"),
    path("calendar.ics", feeds.calendar_feed, name="calendar_feed"),
    path("search/", views.search, name="search"),
    path("glossary/", views.glossary, name="glossary"),
    path("about/", views.about, name="about"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
]
