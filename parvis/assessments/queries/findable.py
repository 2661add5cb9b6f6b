"""What of public commitments can be found, selected and counted."""

from collections.abc import Iterator
from itertools import islice

from django.db.models import QuerySet

from parvis.accounts import queries as accounts
from parvis.kernel.languages import Multilingual
from parvis.kernel.walking import walked
from parvis.plans.queries import Commitment, findable_plans, public_commitments, words_of
from parvis.search.types import Indexed

from ..facets import COMPARED, ONCE, facets_of, orders_of
from ..models import CommitmentFile, CommitmentRecord, RecordMatch
from ..standards.commitment_data.layouts import NAMES, layout
from ..standards.commitment_data.texts import readable
from .rated import rated

BATCH = 500
_FOUND_BY = ("uid", "plan", "text", "title", "ends_on", "policy_areas", "values")


def findable_commitments(plan: str = "", *, file: CommitmentFile | None = None) -> Iterator[Indexed]:
    """Of one plan (its URN), of a file of OGP's data, or of all; a batch at a time, with how each was rated."""
    if file is None:
        return _findable(walked(_whole(public_commitments(plan)), size=BATCH))
    return _findable(_commitments_of(CommitmentRecord.objects.filter(file=file)))


def findable_around(file: CommitmentFile) -> Iterator[Indexed]:
    """The members, plans and institutions that a file brought along; and the older rows that it has newer ones of,
    which are not compared any more."""
    older = RecordMatch.objects.filter(newer__file=file).values("older")
    yield from _findable(_commitments_of(CommitmentRecord.objects.filter(pk__in=older)))
    rows = CommitmentRecord.objects.filter(file=file).order_by()
    members = rows.values_list("commitment__plan__member__slug", flat=True).distinct()
    named = {member.pk: member for member in accounts.members_by_slug(list(members)).values()}
    yield from (Indexed(member.urn, member.name, member.about) for member in named.values())
    yield from findable_plans(members=list(named.values()))
    for organisation in walked(accounts.organisations_of(*named.values())):
        yield Indexed(organisation.urn, organisation.name, named[organisation.member_id].name)


def _findable(commitments: Iterator[Commitment]) -> Iterator[Indexed]:
    while batch := list(islice(commitments, BATCH)):
        yield from _indexed(batch)


def _commitments_of(rows: QuerySet[CommitmentRecord]) -> Iterator[Commitment]:
    """By their records, which lie together: the commitments of other files are not gone through."""
    records = walked(rows.only("commitment"), size=BATCH)
    while batch := list(islice(records, BATCH)):
        wanted = public_commitments().filter(pk__in=[record.commitment_id for record in batch])
        yield from _whole(wanted).only(*_FOUND_BY).order_by("pk")


def _whole(rows: QuerySet[Commitment]) -> QuerySet[Commitment]:
    """Plans and members are read once a batch, and not again with each of their commitments."""
    return rows.select_related(None).prefetch_related("plan__member", "text__current__clauses")


def _indexed(batch: list[Commitment]) -> Iterator[Indexed]:
    known, texts, older = rated(batch), _texts(batch), _in_the_newer_layout_too(batch)
    for one in batch:
        body = texts.get(one.pk) or words_of(one)
        facets = facets_of(one, known[one.pk]) | {COMPARED: [] if one.pk in older else [ONCE]}
        yield Indexed(one.urn, one.title, body, facets, orders_of(one))


def _in_the_newer_layout_too(batch: list[Commitment]) -> set[int]:
    """Those of older rows that have a likely match."""
    matches = RecordMatch.objects.filter(older__commitment__in=batch)
    return set(matches.order_by().values_list("older__commitment", flat=True))


def _texts(batch: list[Commitment]) -> dict[int, Multilingual]:
    """The words of those that came from OGP's data. Asked for by commitment alone: with the layout beside it SQLite
    goes through all rows of the layout for each batch."""
    places = {name: f"cells__{layout(name).place('text')}" for name in NAMES}
    rows = CommitmentRecord.objects.filter(commitment__in=batch).values(
        "commitment", "layout", "language", *places.values()
    )
    return {
        row["commitment"]: Multilingual({row["language"]: readable(row[places[row["layout"]]] or "")}) for row in rows
    }
