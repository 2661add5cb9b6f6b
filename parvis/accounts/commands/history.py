"""What a source says of members and organisations. Each command leaves alone what the platform knows already."""

from collections.abc import Collection
from hashlib import sha256
from itertools import chain, count
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from parvis.accounts.errors import ReferenceIsReadOnly
from parvis.accounts.models import Member, Organisation, Succession
from parvis.kernel import bulk
from parvis.kernel.acts import not_an_act
from parvis.kernel.dates import PartialDate
from parvis.kernel.folding import fold
from parvis.kernel.languages import Multilingual
from parvis.kernel.permissions import require
from parvis.kernel.transactions import store
from parvis.kernel.types import Actor

LONGEST_CODE = 10


@not_an_act("an import is one act, recorded with the file's digest by the command that reads the file")
@transaction.atomic
def record_past_member(*, by: Actor, slug: str, **facts: Any) -> Member:
    """The member of that slug, made from `facts` (fields of `Member`) if there is none.

    Raises `ReferenceIsReadOnly`.
    """
    require(by, "accounts.record_past_member")

    member = Member.objects.filter(slug=slug).first()
    if member is None:
        member = Member(slug=slug, **facts)
        store(member)
    if member.is_reference:
        raise ReferenceIsReadOnly(_("Nobody acts for a reference member. It becomes a full member first."))
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


@not_an_act("an import is one act, recorded with the file's digest by the command that reads the file")
@transaction.atomic
def record_reference_member(*, by: Actor, slug: str, code: str, **facts: Any) -> Member:
    """The member with this code or, where it has none, of this address; made from `facts` if there is none.

    A full member that has the address keeps it; the reference then stands beside it. A code that is longer than any of
    OGP's is none.
    """
    require(by, "accounts.record_reference_member")

    code = code if len(code) <= LONGEST_CODE else ""
    found = Member.objects.filter(code=code).first() if code else _of_address(slug)
    if found is None:
        made = {"slug": _free_address(slug), "code": code, "is_reference": True, **facts}
        [pk] = bulk.insert(Member, list(made), [list(made.values())])
        found = Member.objects.get(pk=pk)
    return found


def _of_address(slug: str) -> Member | None:
    """One without a code first, and of two such that which was made beside a full member."""
    return Member.objects.filter(slug__in=[slug, _beside(slug)]).order_by("code", "-slug").first()


def _free_address(slug: str) -> str:
    tried = chain([slug, _beside(slug)], (f"{slug[:42]}-ogp-{number}" for number in count(2)))
    return next(one for one in tried if not Member.objects.filter(slug=one).exists())


def _beside(slug: str) -> str:
    return f"{slug[:45]}-ogp"


@not_an_act("an import is one act, recorded with the file's digest by the command that reads the file")
@transaction.atomic
def record_past_organisations(said: Collection[tuple[Member, str, str]], *, by: Actor) -> dict[tuple[int, str], int]:
    """Keys, by the member's and the name that a source writes, of those that are here and those made of the name.

    `said`: member, name, and the language of the name, of which the first counts. Three statements. Names of a member
    that differ in capitals or accents alone are one organisation's.
    """
    for member in {member for member, _name, _language in said}:
        require(by, "accounts.record_past_organisations", member)

    slugs = {(member.pk, name): _slug_of(member, name) for member, name, _language in said}
    here = dict(Organisation.objects.filter(slug__in=set(slugs.values())).values_list("slug", "pk"))
    missing: dict[str, tuple[Member, str, str]] = {}
    for member, name, language in said:
        if (slug := slugs[member.pk, name]) not in here:
            missing.setdefault(slug, (member, name, language))
    made = bulk.insert(
        Organisation,
        ("slug", "member", "name", "kind"),
        (
            (slug, member.pk, Multilingual({language: name}), Organisation.Kind.NOT_STATED)
            for slug, (member, name, language) in missing.items()
        ),
    )
    here.update(zip(missing, made, strict=True))
    return {named: here[slug] for named, slug in slugs.items()}


def _slug_of(member: Member, name: str) -> str:
    """Of the name and the beginning of its hash: many names begin alike, and some leave nothing to write."""
    folded = fold(name)
    return f"{member.slug}-{slugify(folded)[:50].strip('-')}-{sha256(folded.encode()).hexdigest()[:8]}"
