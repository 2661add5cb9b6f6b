"""The command `export-commitments`: what came from OGP goes out as it came, except where someone changed it here."""

import csv
import io

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override

from parvis.accounts import commands as accounts
from parvis.accounts.models import Member
from parvis.assessments.models import CommitmentFile, CommitmentRecord
from parvis.assessments.standards.commitment_data import layout
from parvis.kernel.dates import PartialDate
from parvis.kernel.languages import Multilingual
from parvis.kernel.types import PLATFORM
from parvis.plans import commands as plans
from parvis.plans.models import ActionPlan, Commitment
from parvis.plans.types import Part
from tests.accounts.factories import MemberFactory, MembershipFactory, OrganisationFactory
from tests.plans.factories import CommitmentFactory, InvolvementFactory, PlanFactory
from tests.plans.test_import_plan import run

from .commitment_files import generated
from .commitment_rows import file_of, row

pytestmark = pytest.mark.django_db

NAMES = layout("current").names
KEY = "Commitment Unique Identifier"
ALBANIA = {"Code": "ALB", "Region": "Europe"}
REASON = Multilingual({"en": "A slip of the pen."})


@pytest.fixture
def entered(tmp_path):
    def enter(content: bytes, name: str = "ogp.csv") -> CommitmentFile:
        path = tmp_path / name
        path.write_bytes(content)
        run("import_commitments", str(path))
        return CommitmentFile.objects.get(name=name)

    return enter


@pytest.fixture
def exported(tmp_path):
    def export(*arguments: str) -> bytes:
        path = tmp_path / "exported.csv"
        call_command("export_commitments", *arguments, output=path)
        return path.read_bytes()

    return export


@pytest.fixture
def adopted():
    """The staff of the only member here, which was a reference."""

    def adopt():
        member = Member.objects.get()
        accounts.adopt_member(member, by=PLATFORM, languages=["en"], time_zone="Europe/Tirane")
        return MembershipFactory(member=member, role="point_of_contact").person

    return adopt


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


def differing(before: bytes, after: bytes) -> dict[str, tuple[str, str]]:
    """By the name of the column: what each cell was and is, of files with one row each."""
    [was], [now] = rows_of(before), rows_of(after)
    return {name: (was[name], now[name]) for name in NAMES if was[name] != now[name]}


# What came from OGP


@pytest.mark.parametrize("by", ["name", "hash"])
def test_a_file_comes_out_byte_for_byte(entered, exported, by):
    content = b"".join(generated("current", 150, count_members=12, text_length=300))
    entered(file_of(row()), "b.csv")  # noise: another file
    file = entered(content)

    assert exported("--from-file", file.name if by == "name" else file.sha256) == content


def test_a_file_of_which_a_row_was_left_out_comes_out_without_it(entered, exported):
    good, bad = row(**ALBANIA), row(**ALBANIA, **{KEY: "AL9", "Start Date": "30/02/2016"})

    entered(file_of(good, bad))

    assert exported() == file_of(good).removesuffix(b"\r\n")


def test_a_column_that_the_file_lacked_comes_out_empty(entered, exported):
    entered(file_of(row(**ALBANIA), header=[name for name in NAMES if name != "Theme"]))

    [said] = rows_of(exported())
    assert (said["Theme"], said["Specificity"]) == ("", "NR")


def test_an_address_that_is_too_long_for_a_link_comes_out_as_it_came(entered, exported):
    given = file_of(row(**ALBANIA, URL=f"https://example.org/{'a' * 800}"))

    entered(given)

    assert exported() == given.removesuffix(b"\r\n")


def test_a_member_comes_out_alone(entered, exported):
    entered(file_of(row(**ALBANIA), row(**{KEY: "AM1", "Country/Locality": "Armenia", "Code": "ARM"})))

    assert [said[KEY] for said in rows_of(exported(Member.objects.get(code="ARM").slug))] == ["AM1"]


# What someone changed here


@pytest.mark.parametrize(
    ("terms", "column", "cell"),
    [
        ({"title": Multilingual({"en": "Open all books"})}, "Commitment Title", "Open all books"),
        ({"starts_on": PartialDate("2014-08-01")}, "Start Date", "8/1/2014"),
        ({"ends_on": PartialDate("2017-03")}, "End Date", "March 2017"),
        ({"url": "https://example.org/here/"}, "URL", "https://example.org/here/"),
        ({"policy_areas": ["open-data"]}, "Open Data", "1"),
    ],
)
def test_only_the_cell_that_someone_changed_differs(entered, exported, adopted, terms, column, cell):
    said = {"Start Date": "7/15/2014", "End Date": "6/30/2016", "Open Data": "0"}
    file = entered(file_of(row(**ALBANIA, **said)))
    before = exported("--from-file", file.name)

    plans.edit_commitment(Commitment.objects.get(), by=adopted(), reason=REASON, **terms)

    assert {name: now for name, (_was, now) in differing(before, exported()).items()} == {column: cell}


def test_a_new_end_of_the_plan_changes_the_year_in_its_rows(entered, exported, adopted):
    entered(file_of(row(**ALBANIA, **{"Action Plan End Year": "2014"})))
    before = exported()

    plans.edit_plan(ActionPlan.objects.get(), by=adopted(), reason=REASON, ends_on=PartialDate("2015-06-30"))

    assert differing(before, exported()) == {"Action Plan End Year": ("2014", "2015")}


def test_rows_that_disagree_on_the_end_of_their_plan_come_out_as_they_came(entered, exported):
    years = ({KEY: "AL1", "Action Plan End Year": "2014"}, {KEY: "AL2", "Action Plan End Year": "2015"})

    entered(file_of(*(row(**ALBANIA, **said) for said in years)))

    assert [said["Action Plan End Year"] for said in rows_of(exported())] == ["2014", "2015"]


def test_adopting_a_member_changes_no_cell(entered, exported, adopted):
    entered(file_of(row(**ALBANIA, **{"Start Date": "Underway", "Lead Institution": "Harbour Office, Fish Office"})))
    before = exported()

    adopted()

    assert exported() == before


def test_a_new_lead_changes_who_leads_and_nothing_else(entered, exported, adopted):
    entered(file_of(row(**ALBANIA, **{"Lead Institution": "Harbour Office"})))
    before, staff = exported(), adopted()
    harbour = OrganisationFactory(member=Member.objects.get(), name=Multilingual({"en": "Agency of Tides"}))

    plans.involve_organisation(Commitment.objects.get(), by=staff, organisation=harbour, part=Part.LEAD)

    assert differing(before, exported()) == {"Lead Institution": ("Harbour Office", "Agency of Tides; Harbour Office")}


# What was never in OGP's data


def test_an_own_commitment_says_not_applicable_and_never_no_for_what_nobody_stated(exported):
    CommitmentFactory()

    [said] = rows_of(exported())

    assert list(said) == list(NAMES)
    assert "0" not in said.values()
    assert "" not in {said[name] for name in NAMES if name not in ("Commitment Title", "Commitment Text")}
    assert said["Start Date"] == said["End Date"] == said[KEY] == "NA"
    assert said["Specificity"] == said["Completion (End Of Term)"] == "NR"
    assert said["Open Data"] == "ND"


def test_an_own_commitment_says_what_is_known_of_it(exported):
    member = MemberFactory(name=Multilingual({"fr": "Pêcheries", "en": "Fisheries"}), code="FSH")
    CommitmentFactory(
        plan=PlanFactory(member=member, submitted_on=PartialDate("2021-09-22")),
        title=Multilingual({"fr": "Ouvrir les livres", "en": "Open the books"}),
        starts_on=PartialDate("2022-01-15"),
        policy_areas=["open-data"],
    )

    [said] = rows_of(exported(member.slug))

    assert (said["Country/Locality"], said["Code"], said["Commitment Title"], said["Start Date"]) == (
        "Fisheries",
        "FSH",
        "Open the books",
        "1/15/2022",
    )
    assert (said["Open Data"], said["Public Procurement"]) == ("1", "0")


def test_an_own_commitment_that_comes_back_changes_nothing(entered, exported):
    CommitmentFactory(identifier="QC0001", plan__identifier="AP_QUE01", title=Multilingual({"en": "Open the books"}))
    given = {KEY: "QC0001", "Action Plan ID": "AP_QUE01", "Commitment Title": "Close the books"}

    file = entered(file_of(row(**given)), "own.csv")

    [left_out] = file.left_out.all()
    assert (file.counts["commitments"], left_out.line, left_out.column) == (0, 2, KEY)
    assert "did not come from OGP" in left_out.reason
    assert str(Commitment.objects.get().title) == "Open the books"


def test_a_draft_stays_at_home(exported):
    CommitmentFactory(plan__draft=True)

    assert rows_of(exported()) == []


def test_rows_of_the_older_layout_come_out_in_the_present_one(entered, exported):
    given = row("older", **{"Commitment Title": "Open the books", "Comm No": "2"})
    entered(file_of(given, name="older"), "older.csv")

    [said] = rows_of(exported("--from-file", "older.csv"))

    assert (said["Country/Locality"], said["Action Plan Number"], said["Commitment Number"]) == ("Albania", "1", "2")
    assert (said["Commitment Title"], said[KEY]) == ("Open the books", "NA")
    assert "0" not in said.values()


def test_a_date_of_the_older_layout_comes_out_as_written(entered, exported):
    given = {"Start Date": "Quarter 1 2014", "End Date": "06/01/2014"}
    entered(file_of(row("older", **given), name="older"), "older.csv")

    [said] = rows_of(exported())

    assert {name: said[name] for name in given} == given


def test_a_date_of_the_older_layout_that_someone_changed_comes_out_changed(entered, exported, adopted):
    entered(file_of(row("older", **{"Start Date": "Quarter 1 2014"}), name="older"), "older.csv")

    plans.edit_commitment(Commitment.objects.get(), by=adopted(), reason=REASON, starts_on=PartialDate("2014-08-01"))

    assert rows_of(exported())[0]["Start Date"] == "8/1/2014"


def test_what_is_composed_does_not_depend_on_the_language_spoken(entered, exported):
    name = Multilingual({"fr": "Pêcheries", "en": "Fisheries"})
    member = MemberFactory(name=name, code="FSH", region="africa-middle-east")
    commitment = CommitmentFactory(plan=PlanFactory(member=member))
    InvolvementFactory(commitment=commitment, plan=commitment.plan, organisation__name=name)
    said = exported()

    with override("fr"):
        assert exported() == said
    assert b"Africa and the Middle East" in said


def test_many_rows_of_the_older_layout_come_out_all(entered, exported):
    entered(b"".join(generated("older", 60, count_members=5, text_length=200)), "older.csv")

    assert len(rows_of(exported())) == CommitmentRecord.objects.count() == 60


# The command


def test_without_an_output_it_goes_to_the_terminal(entered, capsysbinary):
    entered(file_of(row(**ALBANIA)))

    call_command("export_commitments")

    assert capsysbinary.readouterr().out == file_of(row(**ALBANIA)).removesuffix(b"\r\n")


@pytest.mark.parametrize("arguments", [["nowhere"], ["--from-file", "none.csv"]])
def test_what_is_not_here_is_refused_and_nothing_written(tmp_path, arguments):
    path = tmp_path / "out.csv"

    with pytest.raises(CommandError) as refused:
        call_command("export_commitments", *arguments, output=path)

    assert refused.value.returncode == 2
    assert not path.exists()


def test_a_folder_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(CommandError) as refused:
        call_command("export_commitments", output=tmp_path / "none" / "out.csv")

    assert refused.value.returncode == 2
