"""What the search page finds follows what is published."""

from collections.abc import Callable
from typing import Any

from parvis.accounts.events import MemberAdopted, MemberCreated, MemberEdited, OrganisationCreated, OrganisationEdited
from parvis.assessments import queries as reports
from parvis.assessments.events import CommitmentsImported, ProposalConfirmed, ReportImported, ReportWithdrawn
from parvis.evidence.events import PastWordingErased, SourceDescribed, SourceErased
from parvis.kernel import progress
from parvis.plans import events as plans
from parvis.plans import queries
from parvis.register.commands import subscribe
from parvis.register.types import Event
from parvis.search import commands as search
from parvis.texts.events import TextRevised

from . import findable, tasks


def index_plan(event: Event) -> None:
    """The whole plan: one act, such as publishing it, can make everything in it public."""
    if plan := queries.plan_of(event.object):
        _index_plan(plan)


def _index_plan(plan: str) -> None:
    for source in (queries.findable_plans, reports.findable_commitments, queries.findable_milestones):
        search.index(source(plan))
    search.index(reports.findable_reports(plan))


def index_members(event: Event) -> None:
    search.index(one for one in findable.members() if one.urn == event.object)


def index_organisations(event: Event) -> None:
    search.index(one for one in findable.organisations() if one.urn == event.object)


def index_import(event: Event) -> None:
    """An import brings its member and organisations along, without an act for each."""
    index_plan(event)
    search.index(findable.members())
    search.index(findable.organisations())


def index_report(event: ReportImported) -> None:
    """With its plan and its member, which may be new here without an act for each."""
    _index_plan(event.plan)
    search.index(findable.members())
    if event.replaces:
        _forget(event.replaces)


def index_proposal(event: ProposalConfirmed) -> None:
    """What a person confirms is how the commitment was rated."""
    if plan := reports.plan_of_report(event.report):
        _index_plan(plan)


def index_commitment_file(event: CommitmentsImported) -> None:
    """With its members, plans and institutions, a batch at a time; who watches hears how far it is."""
    if file := reports.commitment_file(event.object):
        findable_now = reports.findable_commitments(file=file)
        search.index(progress.counted(findable_now, step="indexing", total=event.commitments))
        search.index(reports.findable_around(file))


def index_sources(event: Event) -> None:
    """What the act rests on, or all that the plan or report that it brings in rests on."""
    search.index(findable.sources_of(event.object, member=event.body))


def index_described_source(event: SourceDescribed) -> None:
    search.index(findable.source_described(event.object, member=event.body))


def gather_bibliographies(event: CommitmentsImported) -> None:
    """Of all the plans that a file brings, a job takes care."""
    tasks.gather_bibliographies.enqueue()


def forget_report(event: ReportWithdrawn) -> None:
    _forget(event.object)


def forget_source(event: SourceErased) -> None:
    """Another citation that stands for the same source now is found from the next night on."""
    _forget(event.object)


def forget_past_wording(event: PastWordingErased) -> None:
    """It is found by what is said of it since it was corrected."""
    tasks.forget_words.enqueue()


def _forget(urn: str) -> None:
    search.remove(urn)
    tasks.forget_words.enqueue()


_CHANGES: dict[Callable[[Any], None], list[type[Event]]] = {
    index_plan: [
        plans.PlanOpened,
        plans.PlanSubmitted,
        plans.PlanLaunched,
        plans.PlanEdited,
        plans.CommitmentAdded,
        plans.CommitmentEdited,
        plans.MilestoneAdded,
        plans.MilestoneEdited,
        TextRevised,
    ],
    index_members: [MemberCreated, MemberEdited, MemberAdopted],
    index_organisations: [OrganisationCreated, OrganisationEdited],
    index_import: [plans.PlanImported],
    index_report: [ReportImported],
    index_sources: [
        plans.PlanImported,
        plans.PlanOpened,
        plans.PlanSubmitted,
        plans.PlanLaunched,
        plans.MilestoneCompleted,
        plans.ProgressReported,
        ReportImported,
    ],
    gather_bibliographies: [CommitmentsImported],
    index_described_source: [SourceDescribed],
    forget_report: [ReportWithdrawn],
    forget_source: [SourceErased],
    forget_past_wording: [PastWordingErased],
    index_proposal: [ProposalConfirmed],
    index_commitment_file: [CommitmentsImported],
}
for reaction, changes in _CHANGES.items():
    for change in changes:
        subscribe(change)(reaction)
