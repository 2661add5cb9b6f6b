"""The commands `import-plan` and `export-plan`, and what entering a plan leaves behind."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from parvis.accounts.models import Member, Organisation
from parvis.evidence.models import Citation
from parvis.kernel.errors import NotPermitted
from parvis.kernel.types import IMPORT
from parvis.plans import commands
from parvis.plans.models import ActionPlan, Commitment, Milestone, PlanImport, Tally
from parvis.plans.standards.plan_file import written
from parvis.register import queries as register
from parvis.register.models import Outbox
from parvis.texts.models import Version
from tests.accounts.factories import MemberFactory, OrganisationFactory, PersonFactory

from .factories import PlanFactory
from .plan_documents import small

pytestmark = pytest.mark.django_db


@pytest.fixture
def saved(tmp_path):
    def save(document, name="plan.yaml") -> str:
        path = tmp_path / name
        path.write_bytes(document if isinstance(document, bytes) else written(document))
        return str(path)

    return save


def run(*arguments: str) -> tuple[int, str, str]:
    """The exit code, what was said, what was complained of."""
    said, complaints = StringIO(), StringIO()
    try:
        call_command(*arguments, stdout=said, stderr=complaints)
    except SystemExit as exit_:
        return exit_.code, said.getvalue(), complaints.getvalue()
    return 0, said.getvalue(), complaints.getvalue()


def entered(**changes) -> ActionPlan:
    return commands.record_past_plan(small(**changes), by=IMPORT, sha256="0" * 64).plan


def test_a_file_enters(saved):
    code, said, complaints = run("import_plan", saved(small()), "--language", "en")

    assert (code, complaints) == (0, "")
    assert "entered (commitments: 1, milestones: 1, sources: 1)" in said


def test_it_is_one_act_on_the_register():
    plan = entered()

    assert [line.event for line in Outbox.objects.all()] == ["plans.plan_imported"]
    assert register.latest(plan.urn).actor == IMPORT.urn


def test_the_line_names_the_source_and_the_file():
    plan = entered()

    payload = json.loads(register.latest(plan.urn).leaf)["payload"]

    assert payload == {"source": plan.source.urn, "sha256": "0" * 64, "commitments": 1, "milestones": 1}


def test_only_the_import_may():
    with pytest.raises(NotPermitted):
        commands.record_past_plan(small(), by=PlanFactory().member, sha256="0" * 64)


def test_the_same_file_again_changes_nothing(saved):
    path = saved(small())
    run("import_plan", path)
    lines = Outbox.objects.count()

    code, said, _complaints = run("import_plan", path, "--language", "en")

    assert (code, Outbox.objects.count(), ActionPlan.objects.count()) == (0, lines, 1)
    assert "has entered before" in said


def test_another_file_for_the_same_plan_is_refused(saved):
    run("import_plan", saved(small()))

    code, _said, complaints = run("import_plan", saved(small(**{"plan.launched": "2021"})), "--language", "en")

    assert (code, ActionPlan.objects.get().launched_on.text) == (2, "2022")
    assert "plan.slug" in complaints
    assert "is here already" in complaints


def test_a_refused_file_leaves_nothing(saved):
    code, _said, complaints = run("import_plan", saved(small(**{"plan.launched": "2022-02-30"})), "--language", "en")

    assert code == 2
    assert "plan.launched" in complaints
    assert (Member.objects.count(), Citation.objects.count(), Outbox.objects.count()) == (0, 0, 0)


def test_what_contradicts_the_database_leaves_nothing_either(saved):
    OrganisationFactory(slug="ministry")

    code, _said, complaints = run("import_plan", saved(small()), "--language", "en")

    assert code == 2
    assert "organisations.ministry" in complaints
    assert (Citation.objects.count(), Outbox.objects.count()) == (0, 0)


def test_a_commitment_whose_identifier_is_taken_is_refused_where_it_stands(saved):
    run("import_plan", saved(small()))

    code, _said, complaints = run("import_plan", saved(small(**{"plan.slug": "another"}), "b.yaml"), "--language", "en")

    assert code == 2
    assert "commitments[0]" in complaints


def test_a_second_plan_of_the_member_joins_the_first(saved):
    run("import_plan", saved(small()))

    second = small(**{"plan.slug": "another", "commitments.0.identifier": None})
    code, _said, _complaints = run("import_plan", saved(second, "b.yaml"))

    assert (code, Member.objects.count(), Organisation.objects.count(), Citation.objects.count()) == (0, 1, 1, 1)


def test_what_differs_from_what_is_here_is_refused(saved):
    run("import_plan", saved(small()))

    second = small(**{"plan.slug": "another", "sources.report.title": {"en": "Another report"}})
    code, _said, complaints = run("import_plan", saved(second, "b.yaml"), "--language", "en")

    assert code == 2
    assert "sources.report" in complaints


def test_some_files_may_enter_and_others_not(saved):
    code, _said, _complaints = run("import_plan", saved(small()), saved(b"", "empty.yaml"))

    assert (code, ActionPlan.objects.count()) == (1, 1)


def test_a_check_stores_nothing(saved):
    code, said, _complaints = run("import_plan", "--check", saved(small()), "--language", "en")

    assert (code, ActionPlan.objects.count(), Outbox.objects.count()) == (0, 0, 0)
    assert "is correct" in said


def test_a_file_that_is_not_there_is_refused(tmp_path):
    code, _said, complaints = run("import_plan", str(tmp_path / "none.yaml"), "--language", "en")

    assert code == 2
    assert "cannot be read" in complaints


def test_the_report_as_json_speaks_both_languages(saved):
    _code, said, _complaints = run("import_plan", "--json", saved(small(**{"plan.launched": "2022-02-30"})))

    (problem,) = json.loads(said)["files"][0]["problems"]

    assert (problem["code"], problem["field"]) == ("impossible_date", "plan.launched")
    assert problem["line"] > 1
    assert set(problem["what"]) == {"en", "fr"}


def test_everything_is_counted():
    plan = entered(
        **{
            "commitments.0.contacts": [{"role": {"en": "Office"}}],
            "commitments.0.milestones": [
                {"number": 1, "title": {"en": "Reached"}, "reported_complete": {"source": "report"}},
                {"number": 2, "title": {"en": "Open"}},
            ],
        }
    )

    commitment, tally = Commitment.objects.get(), Tally.objects.get(member=plan.member)

    assert (commitment.contact_count, commitment.milestone_count, commitment.complete_count) == (1, 2, 1)
    assert (plan.commitment_count, plan.milestone_count, plan.complete_count) == (1, 2, 1)
    assert (tally.plan_count, tally.commitment_count, tally.milestone_count, tally.complete_count) == (1, 1, 2, 1)


def test_a_launched_plan_is_public_with_its_texts():
    plan = entered()

    assert plan.is_public
    assert Version.objects.get().is_published


def test_a_draft_is_not():
    plan = entered(**{"plan.launched": None})

    assert not plan.is_public
    assert not Version.objects.get().is_published
    assert not Tally.objects.filter(plan_count__gt=0).exists()


def test_earlier_versions_of_a_text_stay_readable():
    first, second = {"passages": {"problem": {"en": "Before"}}}, {"passages": {"problem": {"en": "After"}}}
    entered(**{"commitments.0.text": [first, {**second, "date": "2022-05", "reason": {"en": "Clearer"}}]})

    versions = Version.objects.order_by("number")

    assert [(one.number, str(one.reason)) for one in versions] == [(1, ""), (2, "Clearer")]


def test_what_a_source_reports_marks_no_milestone_complete():
    entered(**{"commitments.0.milestones.0.reported_complete": {"source": "report"}})

    milestone = Milestone.objects.get()

    assert (milestone.is_complete, milestone.status, milestone.reported_complete_on) == (False, "not_stated", None)


def test_a_member_keeps_its_own_colour():
    member = MemberFactory(slug="somewhere", name=small()["member"]["name"], colour="plum")

    entered(**{"member.colour": "blue"})

    member.refresh_from_db()
    assert member.colour == "plum"


def test_the_import_is_remembered():
    plan = entered()

    assert PlanImport.objects.get(plan=plan).counts["milestones"] == 1


def test_an_export_goes_to_a_file_in_the_form_of_its_name(tmp_path):
    entered()
    path = tmp_path / "plan.json"

    code, _said, _complaints = run("export_plan", "somewhere-2022", "--output", str(path))

    assert code == 0
    assert json.loads(path.read_text())["plan"]["slug"] == "somewhere-2022"


def test_an_export_of_no_plan_is_refused():
    code, _said, complaints = run("export_plan", "nowhere")

    assert code == 2
    assert "nowhere" in complaints


def test_an_export_holds_no_person():
    plan = entered()
    Commitment.objects.update(lead=PersonFactory(name="Ada Lovelace", email="ada@example.org"))

    _code, said, _complaints = run("export_plan", plan.slug)

    assert "Ada" not in said
    assert "ada@" not in said
