"""How the document of a plan file becomes rows. The command that calls this holds transaction and permission."""

from collections import Counter
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from parvis.kernel import clock
from parvis.kernel.transactions import store
from parvis.kernel.types import Actor
from parvis.texts import commands as texts
from parvis.texts.types import Text

from ..models import (
    ActionPlan,
    Amendment,
    Challenge,
    Commitment,
    Contact,
    Discrepancy,
    Involvement,
    Milestone,
    Observation,
    ProgressUpdate,
    ReportedProgress,
    Statement,
)
from ..standards.plan_file import Document
from ..types import MilestoneStatus
from ._file_values import date_in, day_in, passages_in, refused_at, text_in
from ._surroundings import enter_surroundings


def enter(document: Document, *, by: Actor) -> tuple[ActionPlan, dict[str, int]]:
    """The plan, and how many rows of each kind entered. Raises `PlanFileRefused`."""
    entering = _Entering(document, by)
    entering.enter_plan()
    for number, commitment in enumerate(document.get("commitments", ())):
        with refused_at("commitments", number):
            entering.enter_commitment(commitment, number)
    entering.enter_what_differs()
    return entering.plan, dict(entering.counts)


class _Entering:
    """What has entered so far, by the keys and numbers under which the rest of the file names it."""

    plan: ActionPlan

    def __init__(self, document: Document, by: Actor) -> None:
        self.document, self.by, self.now = document, by, clock.now()
        self.around = enter_surroundings(document, by=by)
        self.challenges: dict[int, Challenge] = {}
        self.commitments: dict[int, Commitment] = {}
        self.milestones: dict[tuple[int, int], Milestone] = {}
        self.counts = Counter(commitments=0, milestones=0, sources=len(self.around.sources))

    def enter_plan(self) -> None:
        said = self.document["plan"]
        endorsement = said.get("endorsement", {})
        dates = {f"{name}_on": date_in(said.get(name)) for name in ("opened", "submitted", "launched", "ended")}
        with refused_at("plan"):
            self.plan = self._store(
                ActionPlan(
                    member=self.around.member,
                    slug=said["slug"],
                    identifier=said.get("identifier", ""),
                    title=text_in(said["title"]),
                    summary=text_in(said.get("summary")),
                    url=said.get("url", ""),
                    starts_on=date_in(said.get("starts")),
                    ends_on=date_in(said.get("ends")),
                    comments_close_on=day_in(said.get("comments_close")),
                    **dates,
                    published_at=self.now if any(dates.values()) or "stage" in said else None,
                    endorsement=text_in(endorsement.get("words")),
                    endorsement_source=self.around.source_of(endorsement),
                    source=self.around.source_of(said),
                    recorded_at=self.now,
                    changed_at=self.now,
                )
            )
            self._enter_people(said, commitment=None)
        for number, challenge in enumerate(self.document.get("challenges", ())):
            with refused_at("challenges", number):
                self.challenges[challenge["number"]] = self._store(
                    Challenge(
                        plan=self.plan,
                        number=challenge["number"],
                        title=text_in(challenge["title"]),
                        pillar=text_in(challenge.get("pillar")),
                    ),
                    "challenges",
                )

    def enter_commitment(self, said: Document, place: int) -> None:
        budget = said.get("budget", {})
        commitment = Commitment(
            plan=self.plan,
            challenge=self.challenges.get(said.get("challenge", 0)),
            number=said["number"],
            printed_number=said.get("printed_number", ""),
            identifier=said.get("identifier", ""),
            title=text_in(said["title"]),
            url=said.get("url", ""),
            starts_on=date_in(said.get("starts")),
            ends_on=date_in(said.get("ends")),
            values=said.get("values", []),
            printed_values=said.get("printed_values", []),
            policy_areas=said.get("policy_areas", []),
            sectors=said.get("sectors", []),
            resources=text_in(said.get("resources")),
            staff=text_in(said.get("staff")),
            budget=Decimal(budget["amount"]) if "amount" in budget else None,
            currency=budget.get("currency", ""),
            budget_note=text_in(budget.get("note")),
            source=self.around.source_of(said),
            changed_at=self.now,
            contact_count=len(said.get("contacts", ())),
        )
        commitment.text = self._enter_text(commitment.urn, said.get("text", []))
        self.commitments[commitment.number] = self._store(commitment, "commitments")
        self._enter_people(said, commitment=commitment)
        for progress in said.get("reported_progress", ()):
            self._enter_progress(commitment, progress)
        for number, milestone in enumerate(said.get("milestones", ())):
            with refused_at("commitments", place, "milestones", number):
                self._enter_milestone(commitment, milestone)

    def _enter_text(self, owner: str, versions: list[Document]) -> Text:
        """The versions of a public plan enter as public; a draft has its one draft."""
        public = self.plan.is_public
        first = versions[0] if versions and not public else {}
        text = texts.begin_text(
            owner=owner,
            body=self.around.member.urn,
            passages=passages_in(first),
            by=self.by,
            reason=text_in(first.get("reason")),
            happened_on=date_in(first.get("date")),
        )
        for version in versions if public else ():
            texts.record_past_version(
                text,
                passages_in(version),
                by=self.by,
                reason=text_in(version.get("reason")),
                happened_on=date_in(version.get("date")),
            )
        return text

    def _enter_people(self, said: Document, *, commitment: Commitment | None) -> None:
        """Institutions and contacts: of the plan, or of one commitment of it."""
        for part in said.get("institutions", ()):
            self._store(
                Involvement(
                    plan=self.plan,
                    commitment=commitment,
                    organisation=self.around.organisations[part["organisation"]],
                    part=part["part"],
                    started_on=date_in(part.get("from")),
                    ended_on=date_in(part.get("until")),
                    note=text_in(part.get("note")),
                    source=self.around.source_of(part),
                )
            )
        for contact in said.get("contacts", ()):
            self._store(
                Contact(
                    plan=self.plan,
                    commitment=commitment,
                    role=text_in(contact["role"]),
                    organisation=self.around.organisations.get(contact.get("organisation")),
                    email=contact.get("email", ""),
                    phone=contact.get("phone", ""),
                    source=self.around.source_of(contact),
                )
            )

    def _enter_progress(self, commitment: Commitment, said: Document) -> None:
        self._store(
            ReportedProgress(
                commitment=commitment,
                reached=said.get("reached"),
                total=said.get("total"),
                level=said.get("level", ""),
                words=text_in(said.get("words")),
                happened_on=date_in(said.get("date")),
                source=self.around.sources[said["source"]],
            )
        )

    def _enter_milestone(self, commitment: Commitment, said: Document) -> None:
        completed, reported, measure = (said.get(name, {}) for name in ("completed", "reported_complete", "measure"))
        observations = measure.get("observations", ())
        milestone = Milestone(
            commitment=commitment,
            number=said["number"],
            title=text_in(said["title"]),
            description=text_in(said.get("description")),
            starts_on=date_in(said.get("starts")),
            due_on=date_in(said.get("due")),
            responsible_note=text_in(said.get("responsible_note")),
            status=said.get("status", MilestoneStatus.NOT_STATED),
            completed_on=day_in(completed.get("date")),
            evidence=self.around.sources.get(completed.get("evidence")),
            reported_complete_in=self.around.source_of(reported),
            reported_complete_on=date_in(reported.get("date")),
            measure=measure.get("name", ""),
            target=measure.get("target"),
            observed=max(observations, key=lambda one: one["date"])["value"] if observations else None,
            source=self.around.source_of(said),
            changed_at=self.now,
        )
        self.milestones[commitment.number, milestone.number] = self._store(milestone, "milestones")
        milestone.responsible.set([self.around.organisations[key] for key in said.get("responsible", ())])
        for one in observations:
            self._store(
                Observation(milestone=milestone, observed_on=date.fromisoformat(one["date"]), value=one["value"])
            )
        for update in said.get("updates", ()):
            self._enter_update(milestone, update)

    def _enter_update(self, milestone: Milestone, said: Document) -> None:
        update = self._store(
            ProgressUpdate(
                milestone=milestone,
                words=text_in(said["words"]),
                status=said["status"],
                happened_on=date_in(said.get("date")),
                source=self.around.source_of(said),
                recorded_at=self.now,
            ),
            "updates",
        )
        update.evidence.set([self.around.sources[key] for key in said.get("evidence", ())])

    def enter_what_differs(self) -> None:
        """What was changed after publication, and where the sources contradict each other."""
        for number, said in enumerate(self.document.get("amendments", ())):
            with refused_at("amendments", number):
                self._store(
                    Amendment(
                        plan=self.plan,
                        commitment=self.commitments.get(said.get("commitment", 0)),
                        milestone=self.milestones.get((said.get("commitment"), said.get("milestone"))),
                        before=said["before"],
                        after=said["after"],
                        reason=text_in(said["reason"]),
                        recorded_at=datetime.fromisoformat(said["at"]),
                    ),
                    "amendments",
                )
        for number, said in enumerate(self.document.get("discrepancies", ())):
            with refused_at("discrepancies", number):
                self._enter_discrepancy(said)

    def _enter_discrepancy(self, said: Document) -> None:
        discrepancy = self._store(
            Discrepancy(
                plan=self.plan,
                commitment=self.commitments.get(said.get("commitment", 0)),
                number=said["number"],
                about=text_in(said["about"]),
            ),
            "discrepancies",
        )
        for side in said["statements"]:
            self._store(
                Statement(
                    discrepancy=discrepancy, words=text_in(side["says"]), source=self.around.sources[side["source"]]
                )
            )

    def _store(self, row: Any, counted_as: str = "") -> Any:
        store(row)
        if counted_as:
            self.counts[counted_as] += 1
        return row
