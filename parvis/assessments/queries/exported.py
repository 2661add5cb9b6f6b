"""Commitments as they go out in OGP's layout: a batch at a time, in the order in which they came."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from django.db.models import F, QuerySet

from parvis.accounts.types import Member
from parvis.kernel import urns
from parvis.plans.queries import Commitment, amended_ends, public_commitments

from ..exporting_commitments import rows_of
from ..models import CommitmentFile
from ..standards.commitment_data.writing import write_rows
from .rated import rated

BATCH = 200


def exported_commitments(*, members: Sequence[Member] = (), file: CommitmentFile | None = None) -> Iterator[bytes]:
    """The CSV file in pieces: of these members or of all; or only what came in one file."""
    rows = public_commitments()
    if members:
        rows = rows.filter(plan__member__in=members)
    if file is not None:
        rows = rows.filter(record__file=file)
    return write_rows(row for batch in _batches(rows) for row in _written(batch))


def exported_selection(selected: Iterable[Sequence[str]]) -> Iterator[bytes]:
    """The same of the commitments that these URNs name, some at a time; each lot in the order in which it came."""
    lots = (public_commitments().filter(uid__in=[urns.parse(one)[1] for one in lot]) for lot in selected)
    return write_rows(row for lot in lots for batch in _batches(lot) for row in _written(batch))


def _written(batch: Sequence[Commitment]) -> Iterator[dict[str, str]]:
    known, amended = rated(batch), amended_ends({one.plan_id for one in batch})
    return rows_of(((one, known[one.pk]) for one in batch), amended=amended)


def _batches(rows: QuerySet[Commitment]) -> Iterator[list[Commitment]]:
    rows = rows.select_related("record").prefetch_related("involvements__organisation")
    came = (F("record__file").asc(nulls_last=True), F("record__line").asc(nulls_last=True))
    remaining = rows.order_by(*came, "plan__slug", "number", "pk").iterator(BATCH)
    while batch := list(islice(remaining, BATCH)):
        yield batch
