"""A report enters through the page: a file is chosen, looked at, matched, confirmed. Nothing counts before that."""

import re
from dataclasses import replace
from datetime import timedelta
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from parvis.assessments import commands
from parvis.assessments.models import Report, ReportUpload
from parvis.assessments.standards.report_file import written
from parvis.kernel.clock import now
from parvis.kernel.languages import Multilingual
from parvis.kernel.types import PLATFORM
from parvis.plans.models import ActionPlan, Commitment
from parvis.register.models import Outbox
from tests.accounts.factories import MemberFactory, MembershipFactory
from tests.plans.factories import CommitmentFactory, MilestoneFactory, PlanFactory

from .published import EMAIL, published
from .readings import MEMBER, OPEN_DATA, OPEN_SOURCE, PLAN, inception

pytestmark = pytest.mark.django_db

CHOOSE = "/en/reports/import/"
CONFIRM = re.compile(r'name="confirmed" value="(\w+)"')


@pytest.fixture
def plan() -> ActionPlan:
    """As the readings name it, among others; one of its two commitments is called as there, the other is like it."""
    PlanFactory()
    plan = PlanFactory(
        member=MemberFactory(name=Multilingual({"en": MEMBER})), title=Multilingual({"en": PLAN}), slug="lakeside"
    )
    open_data = CommitmentFactory(plan=plan, title=Multilingual({"en": OPEN_DATA}))
    CommitmentFactory(plan=plan, title=Multilingual({"en": "Equip staff with open source tools"}))
    for title in ("Publish five datasets", "Teach others to use them"):
        MilestoneFactory(commitment=open_data, title=Multilingual({"en": title}))
    return plan


@pytest.fixture
def evaluator(plan, client):
    """Signed in, with the role of an evaluator of the member."""
    person = MembershipFactory(member=plan.member, role="evaluator").person
    client.force_login(person)
    return person


def as_file(report=None, name="report.json") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, written(report or inception()).encode())


def chosen(client, file=None) -> str:
    """The address of the page that shows what was read."""
    answer = client.post(CHOOSE, {"file": file or as_file()})
    assert answer.status_code == 302, unescape(answer.content.decode())
    return answer["Location"]


def filled(client, url: str, **choices) -> dict[str, str]:
    """What the form of the page would send: what is chosen already, and these choices."""
    form = client.get(url).context["form"]
    return {name: str(form.get_initial_for_field(field, name)) for name, field in form.fields.items()} | choices


def matched(client, url: str, plan: ActionPlan) -> dict[str, str]:
    second = plan.commitments.get(number=2)
    return filled(client, url, **{"commitment-1": str(second.pk), "milestone-0-1": "left"})


def confirmed(client, url: str, data: dict[str, str]):
    looked_at = client.post(url, data)
    assert looked_at.status_code == 200, looked_at.context["form"].errors
    return client.post(url, {**data, "confirmed": CONFIRM.search(looked_at.content.decode()).group(1)})


def shown(answer) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())))


# Who may enter


@pytest.mark.parametrize("role", ["administrator", "point_of_contact", "evaluator"])
def test_who_keeps_reports_enters(client, plan, role):
    client.force_login(MembershipFactory(member=plan.member, role=role).person)

    assert client.get(CHOOSE).status_code == 200


@pytest.mark.parametrize("role", ["commitment_lead", "forum_member"])
def test_others_are_refused_in_words(client, plan, role):
    client.force_login(MembershipFactory(member=plan.member, role=role).person)

    answer = client.get(CHOOSE)

    assert answer.status_code == 403
    assert "your role does not allow this act" in shown(answer)


def test_who_is_not_signed_in_is_asked_to(client):
    assert "/account/login/" in client.get(CHOOSE)["Location"]


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


# Looking


def test_nothing_is_recorded_before_it_is_confirmed(client, evaluator):
    url = chosen(client)

    client.get(url)

    assert not Report.objects.exists()
    assert not Outbox.objects.exists()


def test_everything_that_was_read_is_shown(client, evaluator):
    page = shown(client.get(chosen(client)))

    for words in ("Marsh, Ada", OPEN_SOURCE, "Publish five datasets", "Say who pays.", "I was there.", "Leave a Reply"):
        assert words in page


def test_what_the_source_lost_is_shown_as_missing(client, evaluator):
    page = shown(client.get(chosen(client)))

    assert "2 whose answer is missing in the source" in page
    assert re.search(r"1\.1 [^.]*\?\s+Missing in the source", page)


def test_what_the_file_says_is_never_markup(client, evaluator):
    worst = "<img src=x onerror=alert(1)><script>alert(2)</script>"
    report = inception(title=worst, evaluators=(worst,), member=worst)
    report = replace(report, answers=tuple(replace(one, explanation=worst) for one in report.answers))

    page = client.get(chosen(client, as_file(report, name="<b>.json"))).content.decode()

    assert "<img src=x" not in page
    assert "<script>alert" not in page


def test_what_says_the_same_is_chosen_already(client, evaluator, plan):
    first = plan.commitments.get(number=1)

    choices = filled(client, chosen(client))

    assert choices["member"] == str(plan.member.pk)
    assert choices["plan"] == str(plan.pk)
    assert choices["commitment-0"] == str(first.pk)
    assert choices["milestone-0-0"] == str(first.milestones.get(number=1).pk)


def test_what_is_only_alike_is_for_a_person_to_choose(client, evaluator):
    url = chosen(client)
    choices = filled(client, url)

    answer = client.post(url, choices)

    assert choices["commitment-1"] == choices["milestone-0-1"] == ""
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"commitment-1", "milestone-0-1"}


def test_one_commitment_cannot_be_two_of_the_report(client, evaluator, plan):
    url = chosen(client)
    first = str(plan.commitments.get(number=1).pk)

    answer = client.post(url, matched(client, url, plan) | {"commitment-1": first})

    assert answer.status_code == 422
    assert "This is chosen above for something else" in shown(answer)


def test_a_milestone_of_another_commitment_is_refused_in_its_place(client, evaluator, plan):
    other = MilestoneFactory(commitment=plan.commitments.get(number=2))
    url = chosen(client)

    answer = client.post(url, matched(client, url, plan) | {"milestone-0-0": str(other.pk)})

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["milestone-0-0"]


def test_another_plan_offers_its_own_commitments(client, evaluator, plan):
    other = CommitmentFactory(plan=PlanFactory(member=plan.member))
    url = chosen(client)

    answer = client.post(url, filled(client, url, plan=str(other.plan.pk), again="choices"))

    assert answer.status_code == 200
    choices = str(answer.context["form"].fields["commitment-0"].choices)
    assert str(other.title) in choices
    assert OPEN_DATA not in choices


def test_the_rest_is_new_when_a_person_says_so(client, evaluator):
    url = chosen(client)

    answer = client.post(url, filled(client, url, again="new"))

    form = answer.context["form"]
    assert form.get_initial_for_field(form.fields["commitment-1"], "commitment-1") == "new"
    assert not CONFIRM.search(answer.content.decode())


def test_a_plan_of_another_member_is_not_offered(client, evaluator):
    PlanFactory(member=MemberFactory(name=Multilingual({"en": "Elsewhere"})))

    form = client.get(chosen(client)).context["form"]

    assert "Elsewhere" not in str(form.fields["member"].choices)


# Confirming


def test_a_confirmed_report_is_here(client, evaluator, plan):
    url = chosen(client)

    answer = confirmed(client, url, matched(client, url, plan))

    report = Report.objects.get()
    assert answer["Location"] == report.get_absolute_url()
    assert report.plan == plan
    assert [line.event for line in Outbox.objects.all()] == ["assessments.report_imported"]


def test_the_look_says_what_will_be_new(client, evaluator, plan):
    url = chosen(client)

    answer = client.post(url, matched(client, url, plan) | {"commitment-1": "new"})

    assert "These are new here, and enter as the report words them: 1 commitment" in shown(answer)


def test_the_look_names_what_was_chosen(client, evaluator, plan):
    url = chosen(client)

    answer = client.post(url, matched(client, url, plan))

    rows = {label: [str(one) for one in values] for label, values in answer.context["review"]}
    assert rows["Commitment 2: “Equip staff in the use of open source software.”"] == [
        "2. Equip staff with open source tools (88% alike)"
    ]
    assert rows["Milestone of commitment 1: “Teach their use”"] == ["None of the plan’s: keep it as a quotation"]


def test_a_new_commitment_enters_as_the_report_words_it(client, evaluator, plan):
    url = chosen(client)

    confirmed(client, url, matched(client, url, plan) | {"commitment-1": "new"})

    assert str(Commitment.objects.get(plan=plan, number=3).title) == OPEN_SOURCE


def test_what_changed_after_the_look_is_looked_at_again(client, evaluator, plan):
    url = chosen(client)
    data = matched(client, url, plan)
    seen = CONFIRM.search(client.post(url, data).content.decode()).group(1)

    client.post(url, {**data, "commitment-1": "new", "confirmed": seen})

    assert not Report.objects.exists()


def test_a_second_click_leads_to_the_report_and_changes_nothing(client, evaluator, plan):
    url = chosen(client)
    data = matched(client, url, plan)
    confirmed(client, url, data)

    answer = client.post(url, data, follow=True)

    assert "This report is here already" in shown(answer)
    assert Outbox.objects.count() == 1


def test_the_same_file_leads_to_the_report(client, evaluator, plan):
    url = chosen(client)
    confirmed(client, url, matched(client, url, plan))

    answer = client.post(CHOOSE, {"file": as_file()})

    assert answer["Location"] == Report.objects.get().get_absolute_url()


def test_another_reading_of_a_report_that_is_here_is_refused_with_the_way_to_it(client, evaluator, plan):
    url = chosen(client)
    confirmed(client, url, matched(client, url, plan))
    again = chosen(client, as_file(inception(evaluators=("Someone, Else",))))

    answer = confirmed(client, again, matched(client, again, plan))

    assert answer.status_code == 422
    assert f'href="{Report.objects.get().get_absolute_url()}"' in answer.content.decode()


# What waits


def test_what_was_recorded_no_longer_waits(client, evaluator, plan):
    url = chosen(client)

    confirmed(client, url, matched(client, url, plan))

    assert bytes(ReportUpload.objects.get().content) == b""


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


def test_the_pages_speak_french(client, evaluator):
    url = chosen(client).replace("/en/", "/fr/")

    assert "Vérifier ce qui a été lu" in shown(client.get(url))


def test_the_page_is_found_by_its_name():
    assert reverse("assessments:import_report") == CHOOSE
