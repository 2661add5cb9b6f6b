"""A plan made and carried out here, by the people responsible, goes into a file and comes out of it whole."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.db import transaction

from parvis.evidence import commands as evidence
from parvis.evidence.types import Citation, Document, Source
from parvis.kernel.dates import PartialDate
from parvis.kernel.languages import Multilingual
from parvis.kernel.types import IMPORT
from parvis.plans import commands
from parvis.plans.models import ActionPlan, Amendment, Milestone
from parvis.plans.standards.plan_file import read, written
from parvis.plans.standards.plan_file.export import document_of
from parvis.texts.types import Passage
from tests.accounts.factories import MemberFactory, MembershipFactory, OrganisationFactory
from tests.evidence.files import PDF
from tests.plans.test_plan_file_round_trip import TODAY, exported

pytestmark = pytest.mark.django_db


def said(english: str, french: str) -> Multilingual:
    return Multilingual({"fr": french, "en": english})


REASON = said("The first date was wrong.", "La première date était fausse.")


@pytest.fixture
def raw() -> bytes:
    """The file of a plan on which every kind of act was done; the plan itself is gone again."""
    with time_machine.travel(datetime(2025, 6, 1, tzinfo=UTC)), transaction.atomic():
        content = written(document_of(ActionPlan.objects.get(pk=carried_out().pk)))
        transaction.set_rollback(True)
    return content


def carried_out() -> ActionPlan:
    member = MemberFactory()
    by = MembershipFactory(member=member, role="point_of_contact").person
    ministry, agency = OrganisationFactory(member=member), OrganisationFactory(member=member)
    plan = commands.draft_plan(member, by=by, slug="second", title=said("Second plan", "Deuxième plan"))
    challenge = commands.add_challenge(plan, by=by, title=said("To open", "Ouvrir"))
    passages = [Passage("problem", said("It is closed.\n\nStill.", "C’est fermé.\n\nEncore."))]
    commitment = commands.draft_commitment(
        plan, by=by, passages=passages, title=said("Open it", "L’ouvrir"), challenge=challenge
    )
    milestone = commands.add_milestone(
        commitment,
        by=by,
        title=said("Publish", "Publier"),
        due_on=PartialDate("2022-12"),
        responsible=[ministry, agency],
    )
    commands.involve_organisation(commitment, by=by, organisation=ministry, part="lead")
    commands.add_contact(commitment, by=by, role=said("Office", "Bureau"), email="office@example.org")
    plan = commands.submit_plan(plan, by=by, on=date(2022, 1, 1))
    plan = commands.launch_plan(plan, by=by, on=date(2022, 2, 1))
    carry_out(milestone, by=by, agency=agency)
    return plan


def carry_out(milestone: Milestone, *, by, agency) -> None:
    commitment = milestone.commitment
    commands.revise_commitment(commitment, [Passage("problem", said("Closed.", "Fermé."))], by=by, reason=REASON)
    commands.edit_commitment(commitment, by=by, budget=Decimal("1000.50"), currency="CAD", reason=REASON)
    commands.edit_milestone(milestone, by=by, due_on=PartialDate("2023"), responsible=[agency], reason=REASON)
    commands.bind_milestone(milestone, by=by, measure="evidence.documents_published", target=2, reason=REASON)
    file = ContentFile(PDF, name="report.pdf")
    document = evidence.upload_document(by=by, body=commitment.plan.member.urn, file=file)
    paper = Source(kind=Citation.Kind.PUBLIC_DOCUMENT, title=said("Report", "Rapport"), document=document)
    page = Source(kind=Citation.Kind.WEB_PAGE, url="https://example.org/", title=said("Page", "Page"))
    words = said("Half of it is done.", "La moitié est faite.")
    commands.report_progress(
        milestone, by=by, words=words, status="in_progress", on=PartialDate("2022-06"), evidence=[page]
    )
    commands.complete_milestone(milestone, by=by, on=date(2022, 11, 30), evidence=paper)


def test_it_comes_out_byte_for_byte(raw):
    assert exported(raw, "yaml") == raw


def test_sources_that_were_erased_travel_as_such():
    with time_machine.travel(datetime(2025, 6, 1, tzinfo=UTC)), transaction.atomic():
        plan = ActionPlan.objects.get(pk=carried_out().pk)
        administrator = MembershipFactory(member=plan.member, role="administrator").person
        for citation in Citation.objects.all():
            evidence.erase_source(citation, by=administrator, reason=REASON)
        raw = written(document_of(plan))
        transaction.set_rollback(True)

    assert exported(raw, "yaml") == raw
    sources = read(raw, today=TODAY).document["sources"].values()
    assert [set(one) for one in sources] == [{"kind", "erased", "erased_because"}] * 2


def test_everything_is_in_it(raw):
    document = read(raw, today=TODAY).document
    (commitment,) = document["commitments"]
    (milestone,) = commitment["milestones"]

    assert len(commitment["text"]) == 2
    assert commitment["budget"]["amount"] == Decimal("1000.5")
    assert milestone["completed"]["date"] == "2022-11-30"
    assert milestone["measure"]["observations"]
    assert milestone["updates"][0]["status"] == "in_progress"
    assert len(document["amendments"]) == 3


def test_a_document_is_known_by_its_hash_where_its_bytes_are_not(raw):
    exported_document = next(
        source["document"] for source in read(raw, today=TODAY).document["sources"].values() if "document" in source
    )

    with transaction.atomic():
        enter(raw)
        document = Document.objects.get()
        transaction.set_rollback(True)

    assert (document.sha256, document.is_held) == (exported_document["sha256"], False)


def test_a_change_keeps_the_instant_at_which_it_was_made(raw):
    at = [amendment["at"] for amendment in read(raw, today=TODAY).document["amendments"]]

    enter(raw)

    assert [f"{one.recorded_at:%Y-%m-%dT%H:%M:%S.%fZ}" for one in Amendment.objects.order_by("recorded_at")] == at


def enter(raw: bytes) -> ActionPlan:
    file = read(raw, today=TODAY)
    return commands.record_past_plan(file.document, by=IMPORT, sha256=file.sha256).plan
