"""What the platform knows of a plan, as the document of a plan file.

People are left out: who leads a commitment and who wrote an update are accounts, and stay with their platform.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC
from decimal import Decimal
from typing import Any

from parvis.accounts import queries as accounts
from parvis.accounts.types import Member, Organisation
from parvis.evidence import queries as evidence
from parvis.evidence.types import Citation
from parvis.kernel.dates import PartialDate
from parvis.kernel.languages import Multilingual
from parvis.plans.models import ActionPlan, Amendment, Commitment, Contact, Discrepancy, Involvement, Milestone
from parvis.plans.types import MilestoneStatus, PlanState
from parvis.texts import queries as texts
from parvis.texts.types import Version

from .reading import Document


def document_of(plan: ActionPlan) -> Document:
    """Of a public plan, what is public of it; of a draft, the draft."""
    return _Export(plan).document()


class _Export:
    """Notes on the way which sources and organisations the plan names, so that they can be written down with it."""

    def __init__(self, plan: ActionPlan) -> None:
        self.plan = plan
        self.languages = list(plan.member.languages)
        self.sources: set[int] = set()
        self.organisations: dict[int, Organisation] = {}

    def document(self) -> Document:
        plan = self._plan()
        challenges = [self._challenge(one) for one in self.plan.challenges.all()]
        commitments = [self._commitment(one) for one in self._commitments()]
        discrepancies = [
            self._discrepancy(one) for one in self.plan.discrepancies.prefetch_related("statements__source")
        ]
        amendments = [self._amendment(one) for one in self._amendments()]
        return {
            "plan_file": 1,
            "member": self._member(self.plan.member),
            **_stated(
                organisations={one.slug: facts for one, facts in self._organisations()},
                sources={_key(one): self._source(one) for one in evidence.citations(sorted(self.sources))},
            ),
            "plan": plan,
            **_stated(
                challenges=challenges, commitments=commitments, amendments=amendments, discrepancies=discrepancies
            ),
        }

    def _commitments(self) -> Iterable[Commitment]:
        return self.plan.commitments.select_related("challenge", "source", "text").prefetch_related(
            "involvements__organisation",
            "involvements__source",
            "contacts__organisation",
            "contacts__source",
            "reported_progress__source",
            "text__versions__clauses",
            "milestones__responsible",
            "milestones__evidence",
            "milestones__reported_complete_in",
            "milestones__source",
            "milestones__observations",
            "milestones__updates__evidence",
            "milestones__updates__source",
        )

    def _amendments(self) -> Iterable[Amendment]:
        return self.plan.amendments.select_related("commitment", "milestone").order_by("recorded_at", "id")

    def _member(self, member: Member) -> Document:
        return _stated(
            slug=member.slug,
            name=self._text(member.name),
            kind=member.kind,
            parent_country=self._text(member.parent_country),
            country=member.country,
            region=member.region,
            joined=_day(member.joined_on),
            languages=member.languages,
            time_zone=member.time_zone,
            identifier_prefix=member.identifier_prefix,
            url=member.url,
            colour=member.colour,
            about=self._text(member.about),
        )

    def _organisations(self) -> Iterator[tuple[Organisation, Document]]:
        """Those named, and all before and after them, by the order in which they were first recorded."""
        successions, known = accounts.successions_of(self.plan.member), 0
        while len(self.organisations) > known:
            known = len(self.organisations)
            for one in successions:
                if one.predecessor_id in self.organisations or one.successor_id in self.organisations:
                    self.organisations |= {one.predecessor_id: one.predecessor, one.successor_id: one.successor}
        for organisation in _in_order(self.organisations.values()):
            after = [one for one in successions if one.predecessor_id == organisation.pk]
            yield (
                organisation,
                _stated(
                    name=self._text(organisation.name),
                    abbreviation=organisation.abbreviation,
                    kind=organisation.kind,
                    url=organisation.url,
                    succeeded_by=[
                        _stated(organisation=one.successor.slug, date=_day(one.happened_on), note=self._text(one.note))
                        for one in after
                    ],
                ),
            )

    def _source(self, citation: Citation) -> Document:
        document = citation.document
        return _stated(
            kind=citation.kind,
            url=citation.url,
            title=self._text(citation.title),
            authors=citation.authors,
            publisher=citation.publisher,
            language=citation.language,
            published=_day(citation.published_on),
            accessed=_day(citation.accessed_on),
            note=self._text(citation.note),
            document=document
            and _stated(
                title=self._text(document.title),
                language=document.language,
                name=document.file_name,
                media_type=document.media_type,
                size=document.size,
                sha256=document.sha256,
            ),
            record=citation.record,
            erased=citation.erased_at and citation.erased_at.date().isoformat(),
            erased_because=self._text(citation.erased_because),
        )

    def _plan(self) -> Document:
        plan = self.plan
        return _stated(
            slug=plan.slug,
            identifier=plan.identifier,
            title=self._text(plan.title),
            summary=self._text(plan.summary),
            url=plan.url,
            starts=_day(plan.starts_on),
            ends=_day(plan.ends_on),
            opened=_day(plan.opened_on),
            comments_close=plan.comments_close_on and plan.comments_close_on.isoformat(),
            submitted=_day(plan.submitted_on),
            launched=_day(plan.launched_on),
            ended=_day(plan.ended_on),
            stage=plan.state.value if plan.state == PlanState.NOT_STATED else None,
            endorsement=_stated(words=self._text(plan.endorsement), source=self._cited(plan.endorsement_source)),
            institutions=self._institutions(
                plan.involvements.filter(commitment=None).select_related("organisation", "source")
            ),
            contacts=self._contacts(plan.contacts.filter(commitment=None).select_related("organisation", "source")),
            source=self._cited(plan.source),
        )

    def _challenge(self, challenge: Any) -> Document:
        title, pillar = self._text(challenge.title), self._text(challenge.pillar)
        return _stated(number=challenge.number, title=title, pillar=pillar)

    def _commitment(self, commitment: Commitment) -> Document:
        versions = commitment.text.versions.all() if commitment.text else []
        return _stated(
            number=commitment.number,
            printed_number=commitment.printed_number,
            identifier=commitment.identifier,
            title=self._text(commitment.title),
            challenge=commitment.challenge and commitment.challenge.number,
            url=commitment.url,
            starts=_day(commitment.starts_on),
            ends=_day(commitment.ends_on),
            values=commitment.values,
            printed_values=commitment.printed_values,
            policy_areas=commitment.policy_areas,
            sectors=commitment.sectors,
            text=[self._version(one) for one in versions if one.is_published or not self.plan.is_public],
            institutions=self._institutions(commitment.involvements.all()),
            contacts=self._contacts(commitment.contacts.all()),
            resources=self._text(commitment.resources),
            staff=self._text(commitment.staff),
            budget=_stated(
                amount=_money(commitment.budget), currency=commitment.currency, note=self._text(commitment.budget_note)
            ),
            milestones=[self._milestone(one) for one in commitment.milestones.all()],
            reported_progress=[
                _stated(
                    reached=one.reached,
                    total=one.total,
                    level=one.level,
                    words=self._text(one.words),
                    date=_day(one.happened_on),
                    source=self._cited(one.source),
                )
                for one in commitment.reported_progress.all()
            ],
            source=self._cited(commitment.source),
        )

    def _version(self, version: Version) -> Document:
        return _stated(
            date=_day(version.happened_on),
            reason=self._text(version.reason),
            passages={passage.heading: self._text(passage.words) for passage in texts.passages(version)},
        )

    def _institutions(self, involvements: Iterable[Involvement]) -> list[Document]:
        return [
            _stated(
                organisation=self._named(one.organisation),
                part=one.part,
                **{"from": _day(one.started_on), "until": _day(one.ended_on)},
                note=self._text(one.note),
                source=self._cited(one.source),
            )
            for one in _in_order(involvements)
        ]

    def _contacts(self, contacts: Iterable[Contact]) -> list[Document]:
        return [
            _stated(
                role=self._text(one.role),
                organisation=one.organisation and self._named(one.organisation),
                email=one.email,
                phone=one.phone,
                source=self._cited(one.source),
            )
            for one in _in_order(contacts)
        ]

    def _milestone(self, milestone: Milestone) -> Document:
        completed, reported = milestone.completed_on, milestone.reported_complete_in
        observations = sorted(milestone.observations.all(), key=lambda one: one.observed_on)
        return _stated(
            number=milestone.number,
            title=self._text(milestone.title),
            description=self._text(milestone.description),
            starts=_day(milestone.starts_on),
            due=_day(milestone.due_on),
            responsible=[self._named(one) for one in _in_order(milestone.responsible.all())],
            responsible_note=self._text(milestone.responsible_note),
            status=milestone.status if milestone.status != MilestoneStatus.NOT_STATED else None,
            completed=completed and {"date": completed.isoformat(), "evidence": self._cited(milestone.evidence)},
            reported_complete=reported
            and _stated(source=self._cited(reported), date=_day(milestone.reported_complete_on)),
            measure=milestone.measure
            and _stated(
                name=milestone.measure,
                target=milestone.target,
                observations=[{"date": one.observed_on.isoformat(), "value": one.value} for one in observations],
            ),
            updates=[
                _stated(
                    words=self._text(one.words),
                    status=one.status,
                    date=_day(one.happened_on),
                    evidence=[self._cited(citation) for citation in _in_order(one.evidence.all())],
                    source=self._cited(one.source),
                )
                for one in reversed(list(milestone.updates.all()))
            ],
            source=self._cited(milestone.source),
        )

    def _amendment(self, amendment: Amendment) -> Document:
        return _stated(
            at=f"{amendment.recorded_at.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%fZ}",
            commitment=amendment.commitment and amendment.commitment.number,
            milestone=amendment.milestone and amendment.milestone.number,
            reason=self._text(amendment.reason),
        ) | {"before": _by_name(amendment.before), "after": _by_name(amendment.after)}

    def _discrepancy(self, discrepancy: Discrepancy) -> Document:
        return _stated(
            number=discrepancy.number,
            about=self._text(discrepancy.about),
            commitment=discrepancy.commitment and discrepancy.commitment.number,
            statements=[
                {"says": self._text(one.words), "source": self._cited(one.source)}
                for one in discrepancy.statements.all()
            ],
        )

    def _text(self, words: Multilingual) -> Document:
        """Languages in the member's order: a database may keep them in another."""
        codes = [code for code in self.languages if code in words] + sorted(words.keys() - set(self.languages))
        marks = {"machine": sorted(words.machine)} if words.machine else {}
        return {code: words[code] for code in codes} | marks

    def _named(self, organisation: Organisation) -> str:
        self.organisations[organisation.pk] = organisation
        return organisation.slug

    def _cited(self, citation: Citation | None) -> str | None:
        if citation is None:
            return None
        self.sources.add(citation.pk)
        return _key(citation)


def _key(citation: Citation) -> str:
    """Its own, else one made of its random identifier, so that no other plan has the same."""
    return citation.key or f"source-{citation.uid.hex[:8]}"


def _day(value: PartialDate | None) -> str | None:
    return value.text if value else None


def _money(value: Decimal | None) -> int | Decimal | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else value


def _in_order(rows: Iterable[Any]) -> list[Any]:
    """As they were recorded."""
    return sorted(rows, key=lambda row: row.pk)


def _by_name(value: Any) -> Any:
    """JSON with its fields in alphabetical order: a database may keep them in another."""
    if isinstance(value, dict):
        return {name: _by_name(value[name]) for name in sorted(value)}
    return [_by_name(item) for item in value] if isinstance(value, list) else value


def _stated(**facts: Any) -> Document:
    """Only what is known; nought is."""
    return {name: value for name, value in facts.items() if value not in (None, "", [], {})}
