"""Every write to this room, by what is written: members and organisations, people and their roles, history."""

from .demonstration import open_demonstration_account
from .history import (
    record_past_member,
    record_past_organisation,
    record_past_organisations,
    record_past_succession,
    record_reference_member,
)
from .members import (
    adopt_member,
    create_member,
    create_organisation,
    edit_member,
    edit_organisation,
    record_succession,
)
from .people import change_own_profile, erase_person
from .roles import appoint_administrator, end_role, give_role, invite_again, invite_person

__all__ = [
    "adopt_member",
    "appoint_administrator",
    "change_own_profile",
    "create_member",
    "create_organisation",
    "edit_member",
    "edit_organisation",
    "end_role",
    "erase_person",
    "give_role",
    "invite_again",
    "invite_person",
    "open_demonstration_account",
    "record_past_member",
    "record_past_organisation",
    "record_past_organisations",
    "record_past_succession",
    "record_reference_member",
    "record_succession",
]
