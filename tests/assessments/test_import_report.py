"""The commands `import-report` and `export-report`."""

import json
from contextlib import ExitStack
from dataclasses import replace

import pytest

from parvis.assessments import queries
from parvis.assessments.models import Report
from parvis.assessments.standards.report_file import as_json, written
from parvis.plans.models import ActionPlan, Commitment, Milestone
from parvis.register.models import Outbox
from tests.plans.test_import_plan import run
from tests.processes import parvis

from .published import published
from .readings import end_of_commitment, inception

pytestmark = pytest.mark.django_db


@pytest.fixture
def saved(tmp_path):
    def save(content, name="report.json") -> str:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else written(content).encode())
        return str(path)

    return save


def test_a_report_on_nothing_that_is_here_is_refused_with_what_was_not_found(saved):
    code, _said, complaints = run("import_report", saved(inception()), "--language", "en")

    assert (code, Report.objects.count(), ActionPlan.objects.count(), Outbox.objects.count()) == (2, 0, 0, 0)
    assert "member not found for certain: “Lakeside, Norland”" in complaints
    assert "milestone not found for certain: “Teach their use”" in complaints
    assert "--create" in complaints


def test_with_create_it_enters(saved):
    code, said, complaints = run("import_report", "--create", saved(inception()), "--language", "en")

    assert (code, complaints) == (0, "")
    assert "entered as lakeside-norland-2021-2023-inception-report-en (answers: 5, missing in the source: 2" in said


def test_commitments_have_the_numbers_of_the_inception_report_whatever_comes_first(saved):
    run("import_report", "--create", saved(end_of_commitment(), "end.json"), saved(inception(), "inception.json"))

    assert Report.objects.get(kind="end_of_commitment").commitment.number == 2


def test_what_is_here_under_the_same_words_needs_no_create(saved):
    run("import_report", "--create", saved(inception()))

    code, said, _complaints = run("import_report", saved(end_of_commitment(), "b.json"), "--language", "en")

    assert (code, Commitment.objects.count(), Milestone.objects.count()) == (0, 2, 2)
    assert "entered" in said


def test_what_is_not_certain_is_listed_with_what_resembles_it(saved):
    run("import_report", "--create", saved(inception()))
    report = end_of_commitment(member="Lakeside, Norlund")

    code, _said, complaints = run("import_report", saved(report, "b.json"), "--language", "en")

    assert code == 2
    assert "% Lakeside, Norland" in complaints


def test_the_same_file_again_changes_nothing(saved):
    path = saved(inception())
    run("import_report", "--create", path)
    lines = Outbox.objects.count()

    code, said, _complaints = run("import_report", path, "--language", "en")

    assert (code, Outbox.objects.count(), Report.objects.count()) == (0, lines, 1)
    assert "has entered before" in said


def test_json_stores_nothing(saved):
    code, said, _complaints = run("import_report", "--json", saved(inception()))

    assert (code, json.loads(said), Report.objects.count()) == (0, as_json(inception()), 0)


def test_of_several_files_there_is_one_object_a_line(saved):
    files = [saved(inception()), saved(b"{}", "broken.json"), saved(end_of_commitment(), "b.json")]

    code, said, complaints = run("import_report", "--json", *files, "--language", "en")

    assert (code, [json.loads(line)["kind"] for line in said.splitlines()]) == (1, ["inception", "end_of_commitment"])
    assert "broken.json" in complaints


def test_some_files_may_enter_and_others_not(saved):
    files = [saved(inception()), saved(b"{}", "broken.json")]

    code, _said, complaints = run("import_report", "--create", *files, "--language", "en")

    assert (code, Report.objects.count()) == (1, 1)
    assert "broken.json: refused; nothing of it was stored" in complaints


def test_addresses_of_people_in_json_are_not_kept_either(saved):
    answers = (replace(inception().answers[0], explanation="Ask jane.roe@town.example about it."),)

    run("import_report", "--create", saved(inception(answers=answers)))

    report = Report.objects.get()
    with report.source.document.file.open() as kept:
        assert b"town.example" not in kept.read()
    assert report.answers.get().explanation == "Ask [@] about it."


def test_a_line_too_long_for_a_name_stands_in_the_notices(saved):
    long = "Ada Marsh " * 31
    page = published(style="A")
    name = page.truth.evaluators[0]

    code, _said, complaints = run(
        "import_report", "--create", saved(page.text.replace(name, long, 1).encode(), "a.txt")
    )

    assert (code, complaints) == (0, "")
    assert any(long.strip() in notice["text"] for notice in Report.objects.get().notices)


def test_a_report_that_lost_what_its_commitments_are_called_makes_none(saved):
    lost = inception(commitments=tuple(replace(one, title="") for one in inception().commitments))

    code, _said, complaints = run("import_report", "--create", saved(lost), "--language", "en")

    assert (code, ActionPlan.objects.count()) == (2, 0)
    assert "The report has lost what a commitment is called." in complaints


def test_a_comment_without_words_stands_in_the_notices(saved):
    page = published("end_of_commitment", style="A", comments=True)
    text = "\n".join(line for line in page.text.split("\n") if line not in page.truth.comments[0].text.split("\n"))

    code, _said, complaints = run("import_report", "--create", saved(text.encode(), "a.txt"), "--language", "en")

    assert (code, complaints, Report.objects.get().comments.count()) == (0, "", 0)
    assert any("lost its words" in notice["text"] for notice in Report.objects.get().notices)


def test_a_file_that_is_not_there_is_refused(tmp_path):
    code, _said, complaints = run("import_report", str(tmp_path / "none.txt"), "--language", "en")

    assert code == 2
    assert "cannot be read" in complaints


def test_a_file_far_too_large_is_refused(saved):
    code, _said, complaints = run("import_report", saved(b"1.1 Yes\n" * 7_000_000, "b.txt"), "--language", "en")

    assert code == 2
    assert "larger than 10" in complaints


def test_a_file_that_is_no_report_is_refused_and_leaves_nothing(saved):
    code, _said, complaints = run("import_report", "--create", saved(b"A letter.", "letter.txt"), "--language", "en")

    assert (code, Report.objects.count(), ActionPlan.objects.count()) == (2, 0, 0)
    assert "letter.txt" in complaints


def test_an_export_of_no_report_is_refused():
    code, _said, complaints = run("export_report", "nowhere")

    assert code == 2
    assert "nowhere" in complaints


@pytest.mark.django_db(transaction=True)
def test_the_same_file_in_two_processes_at_once_is_one_report(saved):
    path = saved(inception())

    with ExitStack() as stack:
        both = [stack.enter_context(parvis("import-report", "--create", "--language", "en", path)) for _ in range(3)]
        said = [process.communicate(timeout=60) for process in both]

    assert [process.returncode for process in both] == [0, 0, 0], said
    assert sorted("entered as" in out for out, _err in said) == [False, False, True]
    assert (Report.objects.count(), ActionPlan.objects.count(), Outbox.objects.count()) == (1, 1, 1)


@pytest.mark.django_db(transaction=True)
def test_two_reports_on_one_new_plan_at_once_meet_on_it(saved):
    files = [saved(inception()), saved(end_of_commitment(), "b.json")]

    with ExitStack() as stack:
        both = [stack.enter_context(parvis("import-report", "--create", path)) for path in files]
        said = [process.communicate(timeout=60) for process in both]

    assert [process.returncode for process in both] == [0, 0], said
    assert (Report.objects.count(), ActionPlan.objects.count()) == (2, 1)


def test_the_exported_file_in_an_empty_database_gives_the_same_file(saved, tmp_path):
    path = saved(inception())
    run("import_report", "--create", path)

    _code, said, _complaints = run("export_report", Report.objects.get().slug)

    assert said == written(inception()) == written(queries.published(Report.objects.get()))
