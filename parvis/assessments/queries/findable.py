"""What of public commitments can be found, selected and counted."""

from collections.abc import Iterator
from itertools import islice

from parvis.accounts import queries as accounts
from parvis.kernel.languages import Multilingual
from parvis.kernel.walking import walked
from parvis.plans.queries import Commitment, findable_plans, public_commitments, words_of
from parvis.search.types import Indexed

from ..facets import facets_of, orders_of
from ..models import CommitmentFile, CommitmentRecord
from ..standards.commitment_data.layouts import layout
from ..standards.commitment_data.texts import readable
from .rated import rated

BATCH = 500


def findable_commitments(plan: str = "", *, file: CommitmentFile | None = None) -> Iterator[Indexed]:
    """Of one plan (its URN), of a file of OGP's data, or of all; a batch at a time, with how each was rated."""
    remaining = walked(public_commitments(plan), size=BATCH) if file is None else _commitments_of(file)
    while batch := list(islice(remaining, BATCH)):
        yield from _indexed(batch)


def findable_around(file: CommitmentFile) -> Iterator[Indexed]:
    """The members, plans and institutions that a file brought along."""
    rows = CommitmentRecord.objects.filter(file=file).order_by()
    members = rows.values_list("commitment__plan__member__slug", flat=True).distinct()
    for member in accounts.members_by_slug(list(members)).values():
        yield Indexed(member.urn, member.name, member.about)
        yield from findable_plans(member=member)
        for organisation in walked(accounts.organisations_of(member)):
            yield Indexed(organisation.urn, organisation.name, member.name)


def _commitments_of(file: CommitmentFile) -> Iterator[Commitment]:
    """By their records, which lie together: the commitments of other files are not gone through."""
    records = walked(CommitmentRecord.objects.filter(file=file).only("commitment"), size=BATCH)
    while batch := list(islice(records, BATCH)):
        yield from public_commitments().filter(pk__in=[record.commitment_id for record in batch]).order_by("pk")


def _indexed(batch: list[Commitment]) -> Iterator[Indexed]:
    known, texts = rated(batch), _texts(batch)
    for one in batch:
        body = texts.get(one.pk) or words_of(one)
        yield Indexed(one.urn, one.title, body, facets_of(one, known[one.pk]), orders_of(one))


def _texts(batch: list[Commitment]) -> dict[int, Multilingual]:
    """The words of those that came from OGP's data."""
    found = {}
    for name in ("current", "older"):
        place = layout(name).place("text")
        rows = CommitmentRecord.objects.filter(layout=name, commitment__in=batch)
        for key, language, words in rows.values_list("commitment", "language", f"cells__{place}"):
            found[key] = Multilingual({language: readable(words or "")})
    return found
