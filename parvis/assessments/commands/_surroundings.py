"""What a report is about and rests on: its member, plan, commitments, milestones, and the file it was read from.

What was matched stays as it is; what was not is made of as much as the report says of it.
"""

from collections import Counter
from dataclasses import dataclass, field
from hashlib import sha256

from django.conf import settings
from django.utils.text import slugify
from django.utils.translation import gettext as _

from parvis.accounts import commands as accounts
from parvis.accounts import queries as accounts_here
from parvis.accounts.types import Member
from parvis.evidence import commands as evidence
from parvis.evidence.types import Citation
from parvis.kernel.dates import PartialDate
from parvis.kernel.languages import Multilingual
from parvis.kernel.types import IMPORT
from parvis.plans import commands as plans
from parvis.plans import queries as plans_here
from parvis.plans.queries import ActionPlan, Commitment, Milestone
from parvis.texts.types import Passage

from ..errors import MatchMissing, PlanNotPublic
from ..matching import Match, Matches, heading_of, plan_printed, years_in
from ..types import PublishedReport, ReadCommitment, ReportFileGiven, ReportKind


@dataclass
class Surroundings:
    """`commitments` and `milestones` in the order in which the report names them; None for a quotation left as one."""

    member: Member
    plan: ActionPlan
    source: Citation
    subject: Commitment | None = None
    commitments: list[Commitment] = field(default_factory=list)
    milestones: list[list[Milestone | None]] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)


def enter_surroundings(report: PublishedReport, matches: Matches, file: ReportFileGiven) -> Surroundings:
    """Raises `MatchMissing`, `PlanNotPublic`, and a `FileRefused` (evidence) for a file that cannot be kept."""
    _require_agreement(matches)
    counts = Counter(new_members=0, new_plans=0, new_commitments=0, new_milestones=0)
    member = matches.member.found or _made_member(report, counts)
    source = _original(report, member, file)
    plan = matches.plan.found or _made_plan(report, member, source, counts)
    around = Surroundings(member, plan, source, counts=counts)
    for said, found, quoted in zip(report.commitments, matches.commitments, matches.milestones, strict=True):
        commitment = found.found or _made_commitment(report, said, around)
        around.commitments.append(commitment)
        around.milestones.append([_milestone(report, one, commitment, around) for one in quoted])
    if report.kind == ReportKind.END_OF_COMMITMENT:
        if len(around.commitments) != 1:
            raise MatchMissing(_("The report does not say which commitment it is about."), field="commitment-0")
        around.subject = around.commitments[0]
    return around


def _require_agreement(matches: Matches) -> None:
    """What was found stands where what was found above it stands: who may write here may not write elsewhere."""
    member, plan = matches.member.found, matches.plan.found
    if plan is not None and (member is None or plan.member_id != member.pk):
        raise MatchMissing(_("The plan is another member’s."), field="plan")
    if plan is not None and not plan.is_public:
        raise PlanNotPublic(_("The plan is still a draft here. Publish it first."), field="plan")
    for number, (found, quoted) in enumerate(zip(matches.commitments, matches.milestones, strict=True)):
        commitment = found.found
        if commitment is not None and (plan is None or commitment.plan_id != plan.pk):
            raise MatchMissing(_("The commitment is another plan’s."), field=f"commitment-{number}")
        for one in quoted:
            if one.found is not None and (commitment is None or one.found.commitment_id != commitment.pk):
                raise MatchMissing(_("The milestone is another commitment’s."), field=f"commitment-{number}")


def _made_member(report: PublishedReport, counts: Counter[str]) -> Member:
    """A local government: only these have reports of these forms. What else is known of it, the report does not say."""
    name, comma, country = report.member.rpartition(",")
    if not report.member.strip():
        raise MatchMissing(_("The report does not name its member."), field="member")
    slug = _slug(report.member, 50)
    if accounts_here.is_member(slug):
        raise MatchMissing(_("There is a member with this name already. Choose it."), field="member")
    counts["new_members"] += 1
    return accounts.record_past_member(
        by=IMPORT,
        slug=slug,
        name=_spoken(report, report.member),
        kind=Member.Kind.LOCAL,
        parent_country=_spoken(report, country.strip()) if comma and name else Multilingual(),
        languages=[code for code, _name in settings.LANGUAGES],
        time_zone="UTC",
    )


def _made_plan(report: PublishedReport, member: Member, source: Citation, counts: Counter[str]) -> ActionPlan:
    printed = plan_printed(report)
    if not printed.strip():
        raise MatchMissing(_("The report does not name its plan."), field="plan")
    counts["new_plans"] += 1
    years = years_in(printed)
    return plans.record_past_plan_outline(
        member,
        by=IMPORT,
        slug=plans_here.free_slug("-".join([member.slug, *years]) if years else _slug(printed, 100)),
        title=_spoken(report, printed),
        source=source,
        starts_on=PartialDate(years[0]) if years else None,
        ends_on=PartialDate(years[-1]) if years else None,
    )


def _made_commitment(report: PublishedReport, said: ReadCommitment, around: Surroundings) -> Commitment:
    """Called as the page is headed: the field beside it is another's wording."""
    title = (heading_of(report.title) if said.number is None else "") or said.title
    if not title:
        raise MatchMissing(_("The report has lost what a commitment is called. Choose which one of the plan it is."))
    around.counts["new_commitments"] += 1
    passages = [Passage("problem", _spoken(report, said.problem)), Passage("action", _spoken(report, said.action))]
    return plans.record_past_commitment(
        around.plan,
        by=IMPORT,
        title=_spoken(report, title),
        source=around.source,
        number=said.number,
        passages=[one for one in passages if one.words],
    )


def _milestone(report: PublishedReport, one: Match, commitment: Commitment, around: Surroundings) -> Milestone | None:
    if not one.is_new:
        return one.found
    around.counts["new_milestones"] += 1
    return plans.record_past_milestone(commitment, by=IMPORT, title=_spoken(report, one.printed), source=around.source)


def _original(report: PublishedReport, member: Member, file: ReportFileGiven) -> Citation:
    """The file as it was given, but for the addresses of people, which are not kept."""
    title = _spoken(report, report.title)
    document = evidence.record_past_original(
        by=IMPORT,
        body=member.urn,
        file_name=file.name,
        content=file.content,
        title=title,
        language=report.language,
    )
    return evidence.cite(
        by=IMPORT,
        body=member.urn,
        kind=Citation.Kind.PUBLIC_DOCUMENT,
        title=title,
        language=report.language,
        document=document,
    )


def _slug(text: str, longest: int) -> str:
    """For names in other scripts, which leave nothing to write an address with: the beginning of their hash."""
    return slugify(text)[:longest].strip("-") or f"x-{sha256(text.encode()).hexdigest()[:12]}"


def _spoken(report: PublishedReport, words: str) -> Multilingual:
    return Multilingual({report.language: words})
