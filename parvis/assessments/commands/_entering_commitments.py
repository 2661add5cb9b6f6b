"""How the rows of OGP's commitment data become members, plans, commitments and records: a batch at a time.

The command that calls this holds transaction and permission.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from itertools import islice
from operator import attrgetter
from typing import TypeVar

from django.conf import settings
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import override
from pyroaring import BitMap

from parvis.accounts import commands as accounts
from parvis.accounts.types import Member, Person
from parvis.evidence import commands as evidence
from parvis.evidence.types import Citation
from parvis.kernel import bulk, clock, progress
from parvis.kernel.dates import PartialDate
from parvis.kernel.languages import Multilingual
from parvis.kernel.transactions import store
from parvis.kernel.types import IMPORT, Actor
from parvis.plans import commands as plans
from parvis.plans import queries as plans_here
from parvis.plans.queries import ActionPlan
from parvis.plans.types import Part, PastCommitment, PastPlan, RecordedPlans

from ..errors import CommitmentFileRefused
from ..models import CommitmentFile, CommitmentRecord, LeftOutRow
from ..standards.commitment_data.dates import CURRENT
from ..standards.commitment_data.layouts import layout
from ..standards.commitment_data.members import member_named
from ..standards.commitment_data.reading import CommitmentFile as FileRead
from ..standards.commitment_data.rows import CommitmentRow, LeftOut, Notice, called
from ._matching_records import match_records

BATCH = 500
# A number that is no whole one, or that its plan has twice, is shown as printed; its address has one from here on.
UNPRINTED = 1001
EVERYONE = "*"
_KEPT = ("line", "language", "content_sha256", "cells", "extra", "ratings")
_kept = attrgetter(*_KEPT)
IDENTIFIER = "Commitment Unique Identifier"
LONGEST_NUMBER, LONGEST_IDENTIFIER, LONGEST_SLUG = 60, 20, 120

Item = TypeVar("Item")


def enter_commitments(read: FileRead, *, name: str, by: Actor, body: str) -> CommitmentFile:
    """The file with its counts. All rows are in, matched with those of the other layout, and what was not is listed.

    A person enters no plan of a member that people act for, but of their own (`body`); an import enters all.
    """
    entering = _Entering(read, _file(read, name), own=body if isinstance(by, Person) else EVERYONE)
    for batch in _batches(progress.counted(read, step="reading", total=read.expected_rows)):
        entering.enter(batch)
    if not entering.counts["rows"]:
        raise CommitmentFileRefused(_("The file names its columns and has no row below them."))
    return entering.finish()


class _Entering:
    """What has entered so far. Members are remembered, plans and rows are not: memory does not grow with the file."""

    def __init__(self, read: FileRead, file: CommitmentFile, *, own: str) -> None:
        self.read, self.file, self.own = read, file, own
        self.sources = frozenset(CommitmentFile.objects.values_list("source", flat=True))
        self.members: dict[str, Member] = {}
        self.plans = BitMap()
        self.new_plans: Counter[int] = Counter()
        self.new_commitments: Counter[int] = Counter()
        self.counts = Counter(rows=0, commitments=0, unchanged=0, left_out=0)

    def enter(self, batch: Sequence[CommitmentRow | LeftOut]) -> None:
        self.counts["rows"] += len(batch)
        rows = [row for row in batch if isinstance(row, CommitmentRow)]
        left_out = [row for row in batch if isinstance(row, LeftOut)]
        new, refused = self._new_among(rows)
        new, others = self._enterable(new)
        self._enter_new(new)
        self._remember([*left_out, *refused, *others], [notice for row in new for notice in row.notices])

    def _new_among(self, rows: Sequence[CommitmentRow]) -> tuple[list[CommitmentRow], list[LeftOut]]:
        """Those whose key is not here yet, and what to say of those whose key is here with other content."""
        here = {
            record.key: record
            for record in CommitmentRecord.objects.filter(
                layout=self.file.layout, key__in={key_of(row) for row in rows}
            )
        }
        seen: dict[str, CommitmentRow] = {}
        refused = []
        for row in rows:
            key = key_of(row)
            first = seen.get(key) or here.get(key)
            if first is None:
                seen[key] = row
            elif first.content_sha256 == row.content_sha256:
                self.counts["unchanged"] += 1
            else:
                refused.append(_left_out(row, _differing(first, row), "other_content", line=first.line))
        return self._unlike_ours(list(seen.values()), refused)

    def _unlike_ours(
        self, rows: Sequence[CommitmentRow], refused: Sequence[LeftOut]
    ) -> tuple[list[CommitmentRow], list[LeftOut]]:
        """Without those that are about a commitment of our own, which has OGP's identifier already."""
        taken = plans_here.identifiers_here({_identifier(row) for row in rows} - {""})
        ours = [_left_out(row, IDENTIFIER, "identifier_here") for row in rows if _identifier(row) in taken]
        return [row for row in rows if _identifier(row) not in taken], [*refused, *ours]

    def _enterable(self, rows: Sequence[CommitmentRow]) -> tuple[list[CommitmentRow], list[LeftOut]]:
        """Without those about members whose own people enter their plans."""
        closed = {row.line for row in rows if not self._may_enter(self._member(row))}
        column = layout(self.file.layout).named("country")
        others = [_left_out(row, column, "member_acts_here") for row in rows if row.line in closed]
        return [row for row in rows if row.line not in closed], others

    def _may_enter(self, member: Member) -> bool:
        return member.is_reference or self.own in (EVERYONE, member.urn)

    def _enter_new(self, rows: Sequence[CommitmentRow]) -> None:
        members = [self._member(row) for row in rows]
        first = {(member.pk, _plan_slug(row, member)): (row, member) for row, member in zip(rows, members, strict=True)}
        recorded = self._plans([self._past_plan(row, member) for row, member in first.values()])
        said = self._organised(list(zip(rows, self._numbered(rows, members, recorded), strict=True)))
        made = plans.record_reference_commitments(said, by=IMPORT)
        bulk.insert(
            CommitmentRecord,
            ("file", "commitment", "layout", "key", *_KEPT),
            (
                (self.file.pk, commitment, self.file.layout, key_of(row), *_kept(row))
                for row, commitment in zip(rows, made, strict=True)
            ),
        )
        self.counts["commitments"] += len(made)
        self.new_commitments.update(member.pk for member in members)

    def _numbered(
        self, rows: Sequence[CommitmentRow], members: Sequence[Member], recorded: RecordedPlans
    ) -> Iterator[PastCommitment]:
        new = {plan.pk for plan in recorded.new}
        taken = plans_here.numbers_in([plan.pk for plan in recorded.by_address.values() if plan.pk not in new])
        numbers = {plan.pk: BitMap(taken.get(plan.pk, ())) for plan in recorded.by_address.values()}
        for row, member in zip(rows, members, strict=True):
            plan = recorded.by_address[member.pk, _plan_slug(row, member)]
            yield self._past(row, plan, numbers[plan.pk])

    def _past(self, row: CommitmentRow, plan: ActionPlan, taken: BitMap) -> PastCommitment:
        number, printed = _number(taken, row.number)
        return PastCommitment(
            plan=plan,
            number=number,
            printed_number=printed,
            identifier=_identifier(row),
            title=Multilingual({row.title_language: row.title}),
            url=row.url,
            starts_on=row.starts.date,
            ends_on=row.ends.date,
            policy_areas=row.tags,
            source=self.file.source,
        )

    def _organised(self, said: Sequence[tuple[CommitmentRow, PastCommitment]]) -> list[PastCommitment]:
        """With the institutions that lead and support, looked up together."""
        named = [
            (self._member(row), name, row.language) for row, _past in said for name in (*row.leads, *row.supporting)
        ]
        found = accounts.record_past_organisations(list(dict.fromkeys(named)), by=IMPORT)
        organised = []
        for row, past in said:
            member = self._member(row).pk
            leads = dict.fromkeys(found[member, name] for name in row.leads)
            supporting = dict.fromkeys(found[member, name] for name in row.supporting)
            parts = [(one, Part.LEAD) for one in leads]
            parts += [(one, Part.SUPPORTING) for one in supporting if one not in leads]
            organised.append(replace(past, parts=parts))
        return organised

    def _member(self, row: CommitmentRow) -> Member:
        key = _member_key(row)
        if key not in self.members:
            named = member_named(row.country, row.code, kind=row.kind, region=row.region)
            self.members[key] = accounts.record_reference_member(
                by=IMPORT,
                slug=named.slug,
                code=named.code,
                name=named.name,
                kind=named.kind,
                country=named.country,
                region=named.region,
                languages=[code for code, _name in settings.LANGUAGES],
                time_zone="UTC",
            )
        return self.members[key]

    def _plans(self, said: Sequence[PastPlan]) -> RecordedPlans:
        recorded = plans.record_reference_plans(said, by=IMPORT, sources=self.sources)
        self.plans.update(plan.pk for plan in recorded.by_address.values())
        self.new_plans.update(plan.member_id for plan in recorded.new)
        return recorded

    def _past_plan(self, row: CommitmentRow, member: Member) -> PastPlan:
        return PastPlan(
            member=member,
            slug=_plan_slug(row, member),
            title=_plan_title(row, member),
            source=self.file.source,
            identifier=row.plan_identifier if len(row.plan_identifier) <= LONGEST_IDENTIFIER else "",
            submitted_on=PartialDate(str(row.year)) if row.year else None,
            ends_on=PartialDate(str(row.end_year)) if row.end_year else None,
        )

    def _remember(self, refused: Sequence[LeftOut], notices: Sequence[Notice]) -> None:
        self.counts["left_out"] += len(refused)
        said: list[LeftOut | Notice] = [*refused, *notices]
        bulk.insert(
            LeftOutRow,
            ("file", "line", "column", "code", "values", "is_notice"),
            ((self.file.pk, one.line, one.column, one.code, one.values, isinstance(one, Notice)) for one in said),
        )

    def finish(self) -> CommitmentFile:
        self._remember([], self.read.header.notices)
        plans.count_reference_commitments(
            list(self.plans), by=IMPORT, new_plans=self.new_plans, new_commitments=self.new_commitments
        )
        members = {one.pk: one for one in self.members.values() if self._may_enter(one)}
        self.counts["plans"], self.counts["members"] = len(self.plans), len(members)
        self.counts["matches"] = match_records(self.file, [*members.values()])
        self.file.counts = dict(self.counts)
        store(self.file, "counts")
        return self.file


def key_of(row: CommitmentRow) -> str:
    """The identifier; of the older layout, whose keys hold whole titles, the hash."""
    is_short = row.layout == CURRENT and len(row.key) <= 64
    return row.key if is_short else sha256(row.key.encode()).hexdigest()


def _number(taken: BitMap, written: str) -> tuple[int, str]:
    """The number in the address, and the printed one where that is another."""
    is_number = written.isascii() and written.isdecimal() and len(written) <= 3 and int(written) > 0
    if is_number and int(written) not in taken:
        number, printed = int(written), ""
    else:
        number, printed = max(UNPRINTED, taken.max() + 1 if taken else 0), written[:LONGEST_NUMBER]
    taken.add(number)
    return number, printed


def _left_out(row: CommitmentRow, column: str, code: str, **values: int) -> LeftOut:
    name = called(_identifier(row), row.title)
    return LeftOut(row.line, column, code, {**values, "called": name})


def _identifier(row: CommitmentRow) -> str:
    """OGP's, where it is one that a commitment can have."""
    return row.key if row.layout == CURRENT and len(row.key) <= LONGEST_IDENTIFIER else ""


def _member_key(row: CommitmentRow) -> str:
    return f"{row.country}|{row.code}"


def _plan_slug(row: CommitmentRow, member: Member) -> str:
    """Those of the two layouts are two plans, since their rows are not merged."""
    if row.layout == CURRENT:
        named = slugify(row.plan_identifier.replace("_", "-")) or f"plan-{slugify(row.plan_number)}"
    else:
        named = f"plan-{slugify(row.plan_number)}-older-data"
    slug = f"{member.slug}-{named}"
    if len(slug) <= LONGEST_SLUG:
        return slug
    said = f"{row.layout}|{row.plan_identifier}|{row.plan_number}"
    return f"{slug[: LONGEST_SLUG - 9]}-{sha256(said.encode()).hexdigest()[:8]}"


def _plan_title(row: CommitmentRow, member: Member) -> Multilingual:
    years = "–".join(str(year) for year in dict.fromkeys((row.year, row.end_year)) if year)

    def said() -> str:
        words = {"number": row.plan_number, "member": str(member.name)}
        if not years:
            return _("Action plan %(number)s, %(member)s") % words
        return _("Action plan %(number)s, %(member)s, %(years)s") % {**words, "years": years}

    return _in_each_language(said)


def _in_each_language(said: Callable[[], str]) -> Multilingual:
    titles = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            titles[code] = said()
    return Multilingual(titles)


def _differing(first: CommitmentRow | CommitmentRecord, row: CommitmentRow) -> str:
    """The first column in which two rows with one key differ."""
    columns = layout(row.layout).names
    pairs = zip(columns, first.cells, row.cells, strict=True)
    return next((name for name, before, now in pairs if before != now), "")


def _file(read: FileRead, name: str) -> CommitmentFile:
    file = CommitmentFile(
        name=name[-200:],
        layout=read.layout,
        sha256=read.survey.sha256,
        columns=[*layout(read.layout).names, *read.header.extra],
        recorded_at=clock.now(),
    )
    file.source = _source(file, size=read.survey.size)
    store(file)
    return file


def _source(file: CommitmentFile, *, size: int) -> Citation:
    """The file by its hash: its bytes are OGP's to publish, not ours."""
    title = _in_each_language(lambda: _("OGP’s commitment data, %s") % file.name)
    document = evidence.record_past_document(
        by=IMPORT,
        body=file.urn,
        sha256=file.sha256,
        file_name=file.name,
        media_type="text/csv",
        size=size,
        title=title,
        language="",
    )
    return evidence.cite(
        by=IMPORT,
        body=file.urn,
        kind=Citation.Kind.PUBLIC_DOCUMENT,
        title=title,
        publisher="Open Government Partnership",
        document=document,
    )


def _batches(rows: Iterable[Item]) -> Iterator[list[Item]]:
    remaining = iter(rows)
    while batch := list(islice(remaining, BATCH)):
        yield batch
