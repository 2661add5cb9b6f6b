from collections.abc import Sequence
from typing import Any

from django.db import models, transaction

from parvis.accounts.events import (
    MemberAdopted,
    MemberCreated,
    MemberEdited,
    OrganisationCreated,
    OrganisationEdited,
    SuccessionRecorded,
)
from parvis.accounts.models import Member, Organisation, Succession
from parvis.kernel.dates import PartialDate
from parvis.kernel.languages import Multilingual
from parvis.kernel.permissions import require
from parvis.kernel.transactions import locked, store
from parvis.kernel.types import Actor
from parvis.register import commands as register


@transaction.atomic
def create_member(
    *,
    by: Actor,
    slug: str,
    name: Multilingual,
    kind: str,
    languages: Sequence[str],
    time_zone: str,
    colour: str = Member.Colour.PARVIS,
    url: str = "",
) -> Member:
    require(by, "accounts.create_member")

    member = Member(slug=slug, name=name, kind=kind, time_zone=time_zone, colour=colour, url=url)
    member.languages = list(languages)
    store(member)

    register.record(MemberCreated(member.urn, member.urn), by=by)
    return member


@transaction.atomic
def adopt_member(member: Member, *, by: Actor, languages: Sequence[str], time_zone: str) -> Member:
    """Let people act for a reference member: what is known of it stays. Raises `NotAReference`."""
    member = locked(member)
    require(by, "accounts.adopt_member", member)

    member.adopt(languages=languages, time_zone=time_zone)
    store(member, "is_reference", "languages", "time_zone")

    register.record(MemberAdopted(member.urn, member.urn), by=by)
    return member


@transaction.atomic
def edit_member(
    member: Member,
    *,
    by: Actor,
    name: Multilingual,
    colour: str,
    languages: Sequence[str],
    time_zone: str,
    url: str = "",
    about: Multilingual = Multilingual(),
) -> Member:
    member = locked(member)
    require(by, "accounts.edit_member", member)

    changed = _set(
        member, name=name, colour=colour, languages=list(languages), time_zone=time_zone, url=url, about=about
    )
    if changed:
        store(member, *changed)
        register.record(MemberEdited(member.urn, member.urn, changed), by=by)
    return member


@transaction.atomic
def create_organisation(
    member: Member,
    *,
    by: Actor,
    slug: str,
    name: Multilingual,
    kind: str,
    abbreviation: str = "",
    url: str = "",
) -> Organisation:
    require(by, "accounts.create_organisation", member)

    organisation = Organisation(member=member, slug=slug, name=name, kind=kind, abbreviation=abbreviation, url=url)
    store(organisation)

    register.record(OrganisationCreated(organisation.urn, member.urn), by=by)
    return organisation


@transaction.atomic
def edit_organisation(
    organisation: Organisation, *, by: Actor, name: Multilingual, kind: str, abbreviation: str = "", url: str = ""
) -> Organisation:
    organisation = locked(organisation)
    require(by, "accounts.edit_organisation", organisation)

    changed = _set(organisation, name=name, kind=kind, abbreviation=abbreviation, url=url)
    if changed:
        store(organisation, *changed)
        register.record(OrganisationEdited(organisation.urn, organisation.member.urn, changed), by=by)
    return organisation


@transaction.atomic
def record_succession(
    predecessor: Organisation,
    *,
    by: Actor,
    successor: Organisation,
    happened_on: PartialDate | None = None,
    note: Multilingual = Multilingual(),
) -> Succession:
    """Say that `successor` took over from `predecessor`; each stays what it is."""
    require(by, "accounts.record_succession", predecessor)

    succession = Succession(predecessor=predecessor, successor=successor, happened_on=happened_on, note=note)
    store(succession)

    body = predecessor.member.urn
    register.record(SuccessionRecorded(predecessor.urn, body, successor.urn, happened_on), by=by)
    return succession


def _set(row: models.Model, **values: Any) -> tuple[str, ...]:
    """Put the values in the row; the names of those that differ, in alphabetical order."""
    changed = sorted(name for name, value in values.items() if getattr(row, name) != value)
    for name in changed:
        setattr(row, name, values[name])
    return tuple(changed)
