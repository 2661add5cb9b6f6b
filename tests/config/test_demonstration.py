import pytest
from django.core.management import call_command

from parvis.config.management.commands import demonstration as loading
from parvis.plans import queries

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def as_a_demonstration(settings):
    settings.DEMONSTRATION = True


def test_a_newer_file_leaves_what_people_have_worked_on(tmp_path, monkeypatch, capsys):
    call_command("demonstration")
    (tmp_path / "newer.yaml").write_text("a newer demonstration")
    monkeypatch.setattr(loading, "FOLDER", tmp_path)

    call_command("demonstration")

    assert [plan.slug for plan in queries.plans(viewer=loading.PLATFORM)] == ["quebec-2021-2023"]


def test_both_reports_come_with_the_plan():
    call_command("demonstration")

    assert [
        (one.slug, one.answer_count, one.missing_count) for one in loading.reports.reports(viewer=loading.PLATFORM)
    ] == [
        ("quebec-2021-2023-end-of-commitment-report-5-en", 9, 3),
        ("quebec-2021-2023-inception-report-en", 35, 20),
    ]


def test_loading_them_again_changes_nothing():
    call_command("demonstration")
    before = [one.pk for one in loading.reports.reports(viewer=loading.PLATFORM)]

    call_command("demonstration")

    assert [one.pk for one in loading.reports.reports(viewer=loading.PLATFORM)] == before


def test_they_say_that_they_are_retold_and_where_the_published_ones_are():
    call_command("demonstration")

    assert all(
        one.retold_from.startswith("https://www.opengovpartnership.org/documents/")
        for one in loading.reports.reports(viewer=loading.PLATFORM)
    )


def test_the_contradictions_of_the_fifth_commitment_can_be_seen():
    call_command("demonstration")

    read = loading.reports.reading("quebec-2021-2023-end-of-commitment-report-5-en", viewer=loading.PLATFORM)

    assert [found.code for found in read.findings] == ["counted_beside_all", "counts_differ", "evaluator_is_forum"]


def test_and_those_of_the_inception_report():
    call_command("demonstration")

    read = loading.reports.reading("quebec-2021-2023-inception-report-en", viewer=loading.PLATFORM)

    assert [found.code for found in read.findings] == ["late", "list_of_another_length"]
