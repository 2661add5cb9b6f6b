"""What a plan file says of members and organisations. Each command leaves alone what the platform knows already."""

from typing import Any

from django.db import transaction

from parvis.accounts.models import Member, Organisation, Succession
from parvis.kernel.acts import not_an_act
from parvis.kernel.dates import PartialDate
from parvis.kernel.languages import Multilingual
from parvis.kernel.permissions import require
from parvis.kernel.transactions import store
from parvis.kernel.types import Actor


@not_an_act("an import is one act, recorded with the file's digest by the command that reads the file")
@transaction.atomic
def record_past_member(*, by: Actor, slug: str, **facts: Any) -> Member:
    """The member of that slug, made from `facts` (fields of `Member`) if there is none."""
    require(by, "accounts.record_past_member")

    member = Member.objects.filter(slug=slug).first()
    if member is None:
        member = Member(slug=slug, **facts)
        store(member)
    return member


@not_an_act("an import is one act, recorded with the file's digest by the command that reads the file")
@transaction.atomic
def record_past_organisation(member: Member, *, by: Actor, slug: str, **facts: Any) -> Organisation:
    """The organisation of that slug, made from `facts` (fields of `Organisation`) if there is none."""
    require(by, "accounts.record_past_organisation", member)

    organisation = Organisation.objects.filter(slug=slug).first()
    if organisation is None:
        organisation = Organisation(member=member, slug=slug, **facts)
        store(organisation)
    return organisation


@not_an_act("an import is one act, recorded with the file's digest by the command that reads the file")
@transaction.atomic
def record_past_succession(
    predecessor: Organisation,
    *,
    by: Actor,
    successor: Organisation,
    happened_on: PartialDate | None = None,
    note: Multilingual = Multilingual(),
) -> Succession:
    require(by, "accounts.record_past_succession", predecessor)

    succession = Succession.objects.filter(predecessor=predecessor, successor=successor).first()
    if succession is None:
        succession = Succession(predecessor=predecessor, successor=successor, happened_on=happened_on, note=note)
        store(succession)
    return succession
