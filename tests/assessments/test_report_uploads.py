"""A file is chosen and waits: what is taken, what is kept of it, for whom and how long."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from parvis.assessments import commands
from parvis.assessments.models import Report, ReportUpload
from parvis.kernel.clock import now
from parvis.kernel.languages import Multilingual
from parvis.kernel.types import PLATFORM
from parvis.plans.models import ActionPlan
from tests.accounts.factories import MembershipFactory

from .import_pages import CHOOSE, as_file, chosen, confirmed, matched, shown
from .published import EMAIL, published
from .readings import inception

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(lakeside) -> ActionPlan:
    return lakeside


# Choosing a file


def test_no_file_is_asked_for(client, evaluator):
    answer = client.post(CHOOSE, {})

    assert answer.status_code == 422
    assert "Choose a file." in shown(answer)


def test_an_empty_file_is_refused_in_words(client, evaluator):
    answer = client.post(CHOOSE, {"file": SimpleUploadedFile("report.html", b"")})

    assert answer.status_code == 422
    assert "The file is empty." in shown(answer)


def test_a_file_of_50_megabytes_is_refused_in_words(client, evaluator):
    answer = client.post(CHOOSE, {"file": SimpleUploadedFile("report.html", bytes(50 * 2**20))})

    assert answer.status_code == 422
    assert "larger than 10 MB" in shown(answer)


@pytest.mark.parametrize("content", [b"A letter to my aunt.", b"\x89PNG\r\n\x1a\n\0\0", b"{}", b"{", b"\xff\xfe{"])
def test_what_is_no_report_is_refused_beside_the_field_and_not_kept(client, evaluator, content):
    answer = client.post(CHOOSE, {"file": SimpleUploadedFile("letter.txt", content)})

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["file"]
    assert not ReportUpload.objects.exists()


@pytest.mark.parametrize("name", ["report", "report.pdf", "report.html.exe"])
def test_a_file_that_could_not_be_kept_is_refused_before_anyone_looks_at_it(client, evaluator, name):
    answer = client.post(CHOOSE, {"file": as_file(name=name)})

    assert answer.status_code == 422
    assert "Choose a file whose name ends in .html" in shown(answer)


@pytest.mark.parametrize("name", ["report.xhtml", "REPORT.TXT"])
def test_a_page_saved_under_either_name_enters(client, evaluator, plan, name):
    url = chosen(client, as_file(name=name))

    confirmed(client, url, matched(client, url, plan))

    assert Report.objects.get().source.document.file_name == name


def test_the_file_is_called_what_people_see_of_its_name(client, evaluator):
    chosen(client, as_file(name="rapport\u202e “d’été” \x07.json"))

    assert ReportUpload.objects.get().file_name == "rapport “d’été” .json"


def test_addresses_of_evaluators_are_not_kept(client, evaluator):
    page = published(style="A", as_html=True)
    assert EMAIL.encode() in page.content

    chosen(client, SimpleUploadedFile("report.html", page.content))

    assert EMAIL.encode() not in bytes(ReportUpload.objects.get().content)


def test_of_one_person_ten_files_wait(client, evaluator):
    for number in range(12):
        chosen(client, as_file(inception(title=f"Report {number}")))

    assert ReportUpload.objects.count() == 10


# What waits


def test_what_was_recorded_no_longer_waits(client, evaluator, plan):
    url = chosen(client)

    confirmed(client, url, matched(client, url, plan))

    assert bytes(ReportUpload.objects.get().content) == b""


def test_what_was_recorded_and_withdrawn_since_is_chosen_again(client, evaluator, plan):
    url = chosen(client)
    confirmed(client, url, matched(client, url, plan))
    commands.withdraw_report(Report.objects.get(), by=evaluator, reason=Multilingual({"en": "The wrong file"}))

    answer = client.get(url, follow=True)

    assert "The file is no longer kept. Choose it again." in shown(answer)


def test_a_file_of_someone_else_is_not_shown(client, evaluator, plan):
    url = chosen(client)
    client.force_login(MembershipFactory(member=plan.member, role="evaluator").person)

    answer = client.get(url, follow=True)

    assert "The file is no longer kept. Choose it again." in shown(answer)
    assert "Marsh, Ada" not in shown(answer)


def test_a_file_is_not_kept_for_longer_than_a_day(client, evaluator):
    url = chosen(client)
    fresh = chosen(client, as_file(inception(title="Another")))
    ReportUpload.objects.filter(uid=url.split("/")[-2]).update(uploaded_at=now() - timedelta(hours=25))

    assert "no longer kept" in shown(client.get(url, follow=True))
    assert commands.discard_report_uploads(by=PLATFORM) == 1
    assert client.get(fresh).status_code == 200
