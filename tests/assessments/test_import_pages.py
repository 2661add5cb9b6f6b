"""A report enters through the page: a file is chosen, looked at, matched, confirmed. Nothing counts before that."""

import re
from dataclasses import replace
from hashlib import sha256

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from parvis.assessments.models import Report
from parvis.evidence import commands as evidence
from parvis.evidence.models import Citation
from parvis.kernel import contents
from parvis.kernel.languages import Multilingual
from parvis.plans.models import ActionPlan, Commitment
from parvis.register import queries as register
from parvis.register.models import Outbox
from tests.accounts.factories import MemberFactory, MembershipFactory
from tests.plans.factories import CommitmentFactory, MilestoneFactory, PlanFactory

from .import_pages import CHOOSE, CONFIRM, as_file, chosen, confirmed, filled, matched, shown
from .published import published
from .readings import OPEN_DATA, OPEN_SOURCE, inception

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(lakeside) -> ActionPlan:
    return lakeside


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


def test_what_cannot_be_kept_in_its_place_is_shown_before_it_counts(client, evaluator):
    page = published(style="A")
    text = page.text.replace(page.truth.evaluators[0], "Ada Marsh " * 31, 1)

    said = shown(client.get(chosen(client, SimpleUploadedFile("report.txt", text.encode()))))

    assert "This stands for the name of an evaluator" in said


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


def test_a_member_that_is_not_here_is_no_dead_end_without_a_word(client, evaluator):
    url = chosen(client, as_file(inception(member="Elsewhere, Nowhere")))

    assert "One that is not here must first be added" in shown(client.get(url))


def test_a_confirmed_report_is_here(client, evaluator, plan):
    url = chosen(client)

    answer = confirmed(client, url, matched(client, url, plan))

    report = Report.objects.get()
    assert answer["Location"] == report.get_absolute_url()
    assert report.plan == plan
    assert register.latest(report.urn).event == "assessments.report_imported"


def test_what_a_report_brings_along_has_the_line_of_its_own_that_any_source_has(client, evaluator, plan):
    url = chosen(client)

    confirmed(client, url, matched(client, url, plan))

    report = Report.objects.get()
    lines = [register.latest(one.urn) for one in Citation.objects.all()]
    assert len(lines) == 3
    assert {(one.event, one.actor, one.payload["about"]) for one in lines} == {
        ("evidence.source_entered", evaluator.urn, report.urn)
    }
    for one in lines:
        [content] = contents.found(one.event, "source_sha256", one.said, None)
        assert sha256(content).hexdigest() == one.payload["source_sha256"]


def test_an_evaluator_looks_after_what_came_with_their_report(client, evaluator, plan):
    url = chosen(client)
    confirmed(client, url, matched(client, url, plan))
    citation = Report.objects.get().source
    title = Multilingual({"en": "The report itself"})

    assert evidence.describe_source(citation, by=evaluator, title=title).title == title


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


def test_a_commitment_whose_title_is_lost_is_chosen_and_stays_without_one(client, evaluator, plan):
    first, second = inception().commitments
    url = chosen(client, as_file(inception(commitments=(first, replace(second, title="")))))

    confirmed(client, url, matched(client, url, plan))

    assessed = Report.objects.get().assessed.get(number=2)
    assert (assessed.title, assessed.commitment) == ("", plan.commitments.get(number=2))


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
    lines = Outbox.objects.count()

    answer = client.post(url, data, follow=True)

    assert "This report is here already" in shown(answer)
    assert Outbox.objects.count() == lines


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


def test_the_pages_speak_french(client, evaluator):
    url = chosen(client).replace("/en/", "/fr/")

    assert "Vérifier ce qui a été lu" in shown(client.get(url))


def test_the_page_is_found_by_its_name():
    assert reverse("assessments:import_report") == CHOOSE
