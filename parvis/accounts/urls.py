from django.urls import path

from .views import account, members, people

app_name = "accounts"
urlpatterns = [
    path("account/", account.account, name="account"),
    path("account/edit/", account.change_own_profile, name="change_own_profile"),
    path("account/data/", account.own_data, name="own_data"),
    path("account/erase/", account.erase_person, name="erase_person"),
    path("members/<slug:member>/edit/", members.edit_member, name="edit_member"),
    path("members/<slug:member>/organisations/new/", members.create_organisation, name="create_organisation"),
    path("members/<slug:member>/people/", people.people, name="people"),
    path("members/<slug:member>/people/invite/", people.invite_person, name="invite_person"),
    path("members/<slug:member>/people/<uuid:uid>/role/", people.give_role, name="give_role"),
    path("roles/<uuid:uid>/end/", people.end_role, name="end_role"),
    path("roles/<uuid:uid>/invite-again/", people.invite_again, name="invite_again"),
    path("organisations/<slug:organisation>/edit/", members.edit_organisation, name="edit_organisation"),
    path("organisations/<slug:organisation>/succession/", members.record_succession, name="record_succession"),
]
