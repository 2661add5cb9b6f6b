"""What a file of commitment data becomes: members, plans, commitments, records, matches; one line on the register."""

import gc
import io
import tracemalloc
from hashlib import sha256

import pytest

from parvis.accounts.models import Member, Organisation
from parvis.assessments import commands
from parvis.assessments.commands import _entering_commitments
from parvis.assessments.errors import CommitmentFileRefused
from parvis.assessments.models import CommitmentFile, CommitmentRecord, RecordMatch
from parvis.assessments.standards.commitment_data import CommitmentFile as FileRead
from parvis.kernel.dates import PartialDate
from parvis.kernel.errors import NotPermitted
from parvis.kernel.languages import Multilingual
from parvis.kernel.types import IMPORT, PLATFORM
from parvis.plans.models import ActionPlan, Commitment, Involvement, Tally
from parvis.register import queries as register
from parvis.register.models import Outbox
from tests.accounts.factories import MemberFactory, MembershipFactory, PersonFactory, administrator_of

from .commitment_files import generated
from .commitment_rows import file_of, row

pytestmark = pytest.mark.django_db

KEY = "Commitment Unique Identifier"
ALBANIA = {"Code": "ALB", "Region": "Europe"}


def enter(content: bytes, *, by=IMPORT, name: str = "file.csv", body: str = "") -> commands.CommitmentsOutcome:
    with FileRead.open(io.BytesIO(content)) as read:
        return commands.record_past_commitments(read, by=by, name=name, body=body)


def only() -> Commitment:
    return Commitment.objects.get()


# Who may


def test_a_file_without_rows_is_refused():
    with pytest.raises(CommitmentFileRefused):
        enter(file_of())

    assert not CommitmentFile.objects.exists()


def test_an_administrator_may_for_their_own_member():
    member = MemberFactory()

    enter(file_of(row()), by=administrator_of(member), body=member.urn)

    assert (Outbox.objects.get().role, Outbox.objects.get().body) == ("administrator", member.urn)


def test_an_administrator_may_not_for_another():
    with pytest.raises(NotPermitted):
        enter(file_of(row()), by=administrator_of(MemberFactory()), body=MemberFactory().urn)


@pytest.mark.parametrize("role", ["point_of_contact", "commitment_lead", "evaluator", "forum_member"])
def test_others_may_not(role):
    held = MembershipFactory(role=role)

    with pytest.raises(NotPermitted):
        enter(file_of(row()), by=held.person, body=held.member.urn)

    assert not CommitmentFile.objects.exists()


@pytest.mark.parametrize("actor", [PLATFORM, "the public"])
def test_nobody_else_may(actor):
    with pytest.raises(NotPermitted):
        enter(file_of(row()), by=PersonFactory() if actor == "the public" else actor)


def test_a_person_publishes_nothing_under_another_full_member():
    mine, full = MemberFactory(code="ARM"), MemberFactory(code="ALB")
    kosovo = {KEY: "XK1", "Country/Locality": "Kosovo", "Code": "KSV"}
    armenia = {KEY: "AM1", "Country/Locality": "Armenia", "Code": "ARM"}

    file = enter(file_of(row(**ALBANIA), row(**armenia), row(**kosovo)), by=administrator_of(mine), body=mine.urn).file

    [left_out] = file.left_out.all()
    assert (left_out.line, left_out.column, left_out.code) == (2, "Country/Locality", "member_acts_here")
    assert (file.counts["commitments"], file.counts["members"], file.counts["left_out"]) == (2, 2, 1)
    assert not ActionPlan.objects.filter(member=full).exists()


# The register


def test_it_is_one_act_with_its_counts_and_the_hash_of_the_file():
    content = file_of(row(), row(**{KEY: "AL0003"})) + b"ragged\r\n"

    outcome = enter(content)

    line = register.latest(outcome.file.urn)
    assert Outbox.objects.count() == 1
    assert (line.event, line.role, line.body) == ("assessments.commitments_imported", "import", outcome.file.urn)
    assert line.payload == {
        "source": outcome.file.source.urn,
        "sha256": sha256(content).hexdigest(),
        "rows": 3,
        "commitments": 2,
        "plans": 1,
        "members": 1,
        "left_out": 1,
    }


def test_the_journal_says_it_in_a_sentence(monkeypatch):
    monkeypatch.setattr(CommitmentFile, "get_absolute_url", lambda file: f"/files/{file.uid}/")
    outcome = enter(file_of(row()), name="ogp.csv")

    [told] = register.history(outcome.file.urn, None).acts

    assert "entered 1 commitments of 1 members from the file" in str(told.sentence)
    assert "ogp.csv" in str(told.sentence)


# Members


def test_a_member_enters_as_a_reference():
    enter(file_of(row(**ALBANIA)))

    member = Member.objects.get()
    assert member.is_reference
    assert (member.country, member.region, member.kind, member.name["fr"]) == ("AL", "europe", "national", "Albanie")


@pytest.mark.parametrize(
    ("name", "written", "kind"),
    [
        ("Fishtown, Atlantis", "NR", "local"),
        ("Atlantis", "", "national"),
        ("Atlantis", "Local", "local"),
        ("Fishtown, Atlantis", "Other", "national"),
    ],
)
def test_of_which_kind_an_unknown_member_is(name, written, kind):
    enter(file_of(row(**{"Country/Locality": name, "Code": "", "National Or Local": written})))

    assert Member.objects.get().kind == kind


def test_an_import_gives_a_full_member_the_plan_and_leaves_it_as_it_is():
    full = MemberFactory(code="ALB", name=Multilingual({"en": "Our Albania"}))

    enter(file_of(row(**ALBANIA)))

    assert (Member.objects.get(), Member.objects.get().is_reference) == (full, False)
    assert str(only().plan.member.name) == "Our Albania"


def test_an_adopted_member_is_no_reference_again():
    enter(file_of(row(**ALBANIA)))
    Member.objects.update(is_reference=False)

    enter(file_of(row(**ALBANIA, **{KEY: "AL0003"})))

    assert not Member.objects.get().is_reference


# Plans and commitments


def test_a_commitment_says_what_the_row_says():
    said = {
        "Start Date": "July 2014",
        "End Date": "6/30/2016",
        "Lead Institution": "Harbour Office",
        "Supporting Institution(s)": "Ministry of Fish; Harbour Office",
        "Public Procurement": "1",
        "Specificity": "High",
    }
    enter(file_of(row(**ALBANIA, **said)))

    one = only()
    parts = {(str(part.organisation.name), str(part.part)) for part in one.involvements.all()}
    assert parts == {("Harbour Office", "lead"), ("Ministry of Fish", "supporting")}
    assert (one.identifier, str(one.title), one.policy_areas) == (
        "AL0002",
        "Open the harbour books",
        ["public-procurement"],
    )
    assert (one.starts_on, one.ends_on) == (PartialDate("2014-07"), PartialDate("2016-06-30"))
    assert one.record.ratings == {"specificity": "high"}


def test_cells_are_kept_as_written():
    given = row(**{"Start Date": "Underway", "Theme": " Fish "})

    enter(file_of(given))

    assert CommitmentRecord.objects.get().cells == list(given.values())
    assert only().starts_on is None


def test_a_plan_is_public_and_counted_once():
    enter(file_of(row(), row(**{KEY: "AL0003"})))

    plan, tally = ActionPlan.objects.get(), Tally.objects.get()
    assert plan.is_public
    assert (plan.commitment_count, tally.plan_count, tally.commitment_count) == (2, 1, 2)


def test_long_identifiers_that_begin_alike_are_two_plans():
    enter(file_of(*(row(**{KEY: f"AL{end}", "Action Plan ID": f"{'AP' * 80}{end}"}) for end in "12")))

    assert ActionPlan.objects.count() == 2


def test_counts_are_carried_on_by_the_next_file():
    enter(file_of(row()))
    enter(file_of(row(**{KEY: "AL0003", "Action Plan ID": "AP_ALB02"})))

    assert (Tally.objects.get().plan_count, Tally.objects.get().commitment_count) == (2, 2)


def test_a_number_that_the_plan_has_already_is_shown_as_printed():
    numbered = [row(**{KEY: f"AL{place}", "Commitment Number": said}) for place, said in enumerate(("4", "4", "4b"))]

    enter(file_of(*numbered))

    shown = [(one.number, one.shown_number) for one in Commitment.objects.order_by("number")]
    assert shown == [(4, "4"), (1001, "4"), (1002, "4b")]


def test_two_commitments_of_one_institution_share_it():
    led = [
        {KEY: f"AL{place}", "Lead Institution": said} for place, said in enumerate(("Harbour Office", "HARBOUR OFFICE"))
    ]

    enter(file_of(*(row(**one) for one in led)))

    assert Organisation.objects.get().kind == "not_stated"
    assert Involvement.objects.count() == 2


def test_what_the_row_does_not_say_is_not_stated():
    enter(file_of(row()))

    one = only()
    assert (one.starts_on, one.ends_on, one.policy_areas, one.url) == (None, None, [], "")
    assert one.record.ratings == {}
    assert not one.involvements.exists()


# The two layouts


def test_rows_of_the_two_layouts_stay_two_and_are_matched():
    same = {"Commitment Title": "Open the harbour books to all who fish there", "Action Plan Number": "1"}
    enter(file_of(row(**ALBANIA, **same)))
    enter(file_of(row("older", **same), name="older"), name="older.csv")

    match = RecordMatch.objects.get()
    assert (Commitment.objects.count(), ActionPlan.objects.count(), Member.objects.count()) == (2, 2, 1)
    assert 0 < match.score <= 1000
    assert {match.older.commitment, match.newer.commitment} == set(Commitment.objects.all())


def test_what_is_matched_does_not_depend_on_which_file_comes_first():
    same = {"Commitment Title": "Open the harbour books to all who fish there", "Action Plan Number": "1"}
    enter(file_of(row("older", **same), name="older"), name="older.csv")
    outcome = enter(file_of(row(**ALBANIA, **same)))

    assert (outcome.file.counts["matches"], RecordMatch.objects.count()) == (1, 1)


def test_a_row_that_has_its_match_is_in_no_other():
    same = {"Commitment Title": "Open the harbour books to all who fish there", "Action Plan Number": "1"}
    enter(file_of(row(**ALBANIA, **same)))
    enter(file_of(row("older", **same), name="older"))

    enter(file_of(row(**ALBANIA, **same, **{KEY: "AL0003"})))

    assert RecordMatch.objects.get().newer.key == "AL0002"


def test_titles_that_neither_file_states_are_not_alike():
    enter(file_of(row(**ALBANIA, **{"Commitment Title": "Teach all children to sail", "Short Title": "NR"})))
    older = row("older", **{"Commitment Title": "Publish the budget", "Short Title": "NR", "Comm No": "40"})
    enter(file_of(older, name="older"), name="older.csv")

    assert not RecordMatch.objects.exists()


# Memory


def peak_of(rows: int, *, seed: int) -> int:
    content = b"".join(generated("current", rows, count_members=20, plans=2, text_length=100, seed=seed))
    tracemalloc.start()
    try:
        enter(content, name=str(seed))
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_memory_does_not_grow_with_the_file(monkeypatch):
    """Small batches and short texts, so that it is quick: what would grow is counted in rows."""
    enter_batch = _entering_commitments._Entering.enter

    def enter_and_collect(entering, batch):
        enter_batch(entering, batch)
        gc.collect()  # rows that know each other go when Python pleases, and are no growth

    monkeypatch.setattr(_entering_commitments, "BATCH", 50)
    monkeypatch.setattr(_entering_commitments._Entering, "enter", enter_and_collect)
    peak_of(20, seed=0)  # what is loaded but once

    few, many = peak_of(100, seed=1), peak_of(400, seed=2)

    assert many < 1.5 * few
