"""What is for the evaluator alone: interviews and quotations. What everyone sees of it, and the pages."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
import rfc8785
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.urls import reverse

from parvis.accounts.types import Role
from parvis.evidence import commands, queries
from parvis.evidence.errors import (
    AlreadyErased,
    ConsentMissing,
    ConsentRecorded,
    ConsentWithdrawn,
    InTheFuture,
    NotAssessed,
)
from parvis.evidence.models import ConsultedItem, Document, Interview, InterviewTally, Quotation
from parvis.evidence.types import Capacity, Keeping, QuotationUse
from parvis.kernel import clock
from parvis.kernel.clock import now
from parvis.kernel.dates import PartialDate
from parvis.kernel.errors import NotPermitted
from parvis.register.types import commits_to
from tests.accounts.factories import MembershipFactory, PersonFactory
from tests.evidence.fieldwork import SECRET, confirmed, consent, consulted, everything_stored, interview, leaf, page
from tests.plans.factories import PlanFactory

pytestmark = pytest.mark.django_db


# Interviews


def test_the_register_says_that_there_was_one_and_no_more(about, evaluator):
    held = interview(about, evaluator)
    line = leaf(about.urn)
    assert line["kind"] == "evidence.interview_recorded"
    assert not {"M. T.", SECRET, "civil_society", "2022-03-04"} & set(json.dumps(line).split('"'))
    content = rfc8785.dumps({"names": "M. T.", "notes": SECRET})
    assert commits_to(line["commitments"]["notes"], held.salt, content)


def test_names_and_notes_are_for_who_made_them(about, evaluator, colleague):
    held = interview(about, evaluator)
    lead = MembershipFactory(member=held_member(about), role=Role.ADMINISTRATOR).person
    seen = [bool(Interview.objects.visible_to(who)) for who in (evaluator, colleague, lead, PersonFactory(), None)]
    assert (seen, held.names) == ([True, False, False, False, False], "M. T.")


def held_member(about):
    return PlanFactory._meta.model.objects.get(uid=about.urn.rpartition(":")[2]).member


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.POINT_OF_CONTACT, Role.COMMITMENT_LEAD, Role.FORUM_MEMBER])
def test_only_evaluators_record_interviews(plan, about, role):
    with pytest.raises(NotPermitted):
        interview(about, MembershipFactory(member=plan.member, role=role).person)


def test_an_evaluator_of_another_member_does_not(about):
    with pytest.raises(NotPermitted):
        interview(about, MembershipFactory(role=Role.EVALUATOR).person)


def test_few_interviews_show_their_number_and_years_and_no_roles(about, evaluator):
    for day in ("2021-12-20", "2022-03"):
        interview(about, evaluator, held_on=PartialDate(day))
    held = queries.interviews_held(InterviewTally.objects.all())
    assert (held.count, held.first_on.text, held.last_on.text, held.kinds) == (2, "2021", "2022", [])


def test_roles_are_shown_when_each_kind_is_many(about, evaluator):
    for capacity in [Capacity.CIVIL_SOCIETY] * 5 + [Capacity.PUBLIC_SERVANT] * 5:
        interview(about, evaluator, capacity=capacity)
    held = queries.interviews_held(InterviewTally.objects.all())
    assert (held.count, [count for _label, count in held.kinds]) == (10, [5, 5])


def test_one_kind_that_is_few_hides_all_kinds(about, evaluator):
    """With one kind hidden and the total shown, a subtraction would show it."""
    for capacity in [Capacity.CIVIL_SOCIETY] * 9 + [Capacity.MEDIA]:
        interview(about, evaluator, capacity=capacity)
    assert queries.interviews_held(InterviewTally.objects.all()).kinds == []


def test_erased_notes_leave_nothing_and_the_line_stays(about, evaluator):
    held = interview(about, evaluator, names="Unusual Name")
    commands.add_quotation(held, by=evaluator, words="Words that nobody released", language="en")
    salt = held.salt
    before = leaf(about.urn)["commitments"]
    commands.erase_notes(held, by=evaluator)
    kept = everything_stored()
    assert [word in kept for word in ("Unusual Name", SECRET, salt, "Words that nobody released")] == [False] * 4
    assert before["notes"] in kept
    with pytest.raises(AlreadyErased):
        commands.erase_notes(held, by=evaluator)


# Quotations


def test_without_consent_nobody_is_quoted(quotation, evaluator):
    with pytest.raises(ConsentMissing):
        commands.publish_quotation(quotation, by=evaluator)


def test_consent_to_the_report_is_not_consent_to_pages(quotation, evaluator):
    consent(quotation, evaluator, QuotationUse.REPORT)
    with pytest.raises(ConsentMissing):
        commands.publish_quotation(quotation, by=evaluator)


def test_the_database_refuses_what_a_command_would(quotation):
    with pytest.raises(IntegrityError):
        Quotation.objects.filter(pk=quotation.pk).update(published_at="2022-01-01T00:00Z")


def test_consent_is_committed_to_with_its_words_and_use(quotation, evaluator, about):
    consented = consent(quotation, evaluator)
    said = rfc8785.dumps({"on": "2022-05-01", "use": "report_and_pages", "words": "We were heard."})
    assert commits_to(leaf(about.urn)["commitments"]["consent"], consented.salt, said)
    with pytest.raises(ConsentRecorded):
        consent(quotation, evaluator)


def test_withdrawn_words_leave_the_page_and_the_database(quotation, evaluator, client, plan):
    consent(quotation, evaluator)
    commands.publish_quotation(quotation, by=evaluator)
    page = reverse("site:plan_bibliography", args=[plan.slug])
    assert "We were heard." in client.get(page).content.decode()
    commands.withdraw_consent(quotation, by=evaluator)
    assert "We were heard." not in client.get(page).content.decode() + everything_stored()
    for again in (commands.publish_quotation, commands.withdraw_consent, consent):
        with pytest.raises(ConsentWithdrawn):
            again(quotation, by=evaluator)


def test_nobody_else_acts_on_a_quotation(quotation, colleague):
    for act in (consent, commands.publish_quotation, commands.withdraw_consent):
        with pytest.raises(NotPermitted):
            act(quotation, by=colleague)


def test_a_consent_that_was_never_given_is_not_withdrawn(quotation, evaluator):
    with pytest.raises(ConsentMissing):
        commands.withdraw_consent(quotation, by=evaluator)


# Pages


def test_an_interview_is_recorded_through_its_page(client, plan, evaluator):
    client.force_login(evaluator)
    answer = confirmed(
        client,
        page("record_interview", plan.member, about=plan.urn),
        capacity="academia",
        held_on="2022-03",
        names="Someone",
        notes="",
    )
    assert (answer.status_code, Interview.objects.get().names) == (302, "Someone")


DAY_TO_COME = "This day has not come yet. Give today or an earlier day."


def test_an_interview_of_a_day_to_come_is_refused_beside_the_day(client, plan, evaluator):
    client.force_login(evaluator)
    typed = {"capacity": "academia", "held_on": "2999-01", "names": "Someone", "notes": SECRET}
    answer = client.post(page("record_interview", plan.member, about=plan.urn), typed)
    form = answer.context["form"]
    assert (form.errors["held_on"], form["notes"].value(), Interview.objects.count()) == ([DAY_TO_COME], SECRET, 0)
    assert "fingerprint" not in answer.context


def test_no_interview_is_recorded_of_a_day_to_come(about, evaluator):
    tomorrow = PartialDate.of(now().date() + timedelta(days=2))
    with pytest.raises(InTheFuture) as refusal:
        interview(about, evaluator, held_on=tomorrow)
    assert (refusal.value.field, Interview.objects.count()) == ("held_on", 0)


@pytest.mark.parametrize("text", ["year", "month", "day"])
def test_an_interview_of_today_is_recorded_however_exact_its_day_is(about, evaluator, text):
    day = clock.today(held_member(about).time_zone).isoformat()
    exact = {"year": day[:4], "month": day[:7], "day": day}[text]
    assert interview(about, evaluator, held_on=PartialDate(exact)).held_on.text == exact


def test_nobody_consents_on_a_day_to_come(client, plan, evaluator, quotation):
    client.force_login(evaluator)
    address = page("record_consent", plan.member, quotation.uid)
    answer = client.post(address, {"use": "report", "on": "2999-01-01"})
    assert answer.context["form"].errors["on"] == [DAY_TO_COME]
    with pytest.raises(InTheFuture):
        commands.record_consent(quotation, by=evaluator, use=QuotationUse.REPORT, on=PartialDate("2999"))


def test_a_refused_form_loses_neither_the_file_nor_the_words(client, plan, evaluator):
    client.force_login(evaluator)
    file = SimpleUploadedFile("memo.txt", SECRET.encode())
    answer = client.post(
        page("record_consulted", plan.member, about=plan.urn),
        {"source_file": file, "title": "A memo", "language": "en"},
    )
    assert answer.status_code == 422
    assert "memo.txt" in answer.content.decode()
    form = answer.context["form"]
    answer = confirmed(
        client,
        page("record_consulted", plan.member, about=plan.urn),
        source_kept=form["source_kept"].value(),
        title="A memo",
        note="Secret",
        keeping="hash_only",
        language="en",
    )
    assert (answer.status_code, ConsultedItem.objects.count(), Document.objects.count()) == (302, 1, 0)


def test_a_look_at_what_was_consulted_leaves_no_file(client, plan, evaluator):
    """Nothing would ever remove it: no row names it."""
    client.force_login(evaluator)
    said = {"title": "A memo", "note": "Secret", "keeping": "for_evaluator", "language": "en"}
    file = SimpleUploadedFile("memo.txt", SECRET.encode())
    answer = client.post(page("record_consulted", plan.member, about=plan.urn), {"source_file": file, **said})
    assert (answer.context["fingerprint"] != "", ConsultedItem.objects.count()) == (True, 0)
    assert not (Path(default_storage.location) / "consulted").exists()


def test_a_plan_of_another_member_is_refused(client, plan, evaluator):
    client.force_login(evaluator)
    answer = client.get(page("record_interview", plan.member, about=PlanFactory().urn))
    assert answer.status_code == NotAssessed.status


def test_everything_on_an_interview_is_not_found_by_others(client, about, plan, evaluator, colleague, quotation):
    item = consulted(about, evaluator)
    client.force_login(colleague)
    addresses = [
        page(name, plan.member, quotation.uid) for name in ("record_consent", "withdraw_consent", "publish_quotation")
    ]
    addresses += [page(name, plan.member, quotation.interview.uid) for name in ("erase_notes", "add_quotation")]
    addresses += [
        page(name, plan.member, item.uid) for name in ("disclose_consulted", "erase_consulted", "consulted_file")
    ]
    assert {client.get(address).status_code for address in addresses} == {404}
    assert "We were heard." not in client.get(page("fieldwork", plan.member)).content.decode()


def test_an_evaluator_goes_all_the_way_through_the_pages(client, about, plan, evaluator):
    client.force_login(evaluator)
    held, item = interview(about, evaluator), consulted(about, evaluator)
    client.post(page("add_quotation", plan.member, held.uid), {"words": "We were heard.", "language": "en"})
    said = held.quotations.get()
    confirmed(client, page("record_consent", plan.member, said.uid), use="report_and_pages", on="2022-05-01")
    confirmed(client, page("publish_quotation", plan.member, said.uid))
    assert client.get(page("consulted_file", plan.member, item.uid)).getvalue() == SECRET.encode()
    own = both_pages(client, plan)
    assert [word in own for word in ("M. T.", "We were heard.", "A memo", item.salt)] == [True] * 4
    confirmed(client, page("withdraw_consent", plan.member, said.uid))
    confirmed(client, page("erase_notes", plan.member, held.uid))
    confirmed(client, page("disclose_consulted", plan.member, item.uid))
    confirmed(client, page("erase_consulted", plan.member, item.uid))
    own = both_pages(client, plan)
    assert [word in own for word in ("M. T.", "We were heard.", item.salt)] == [False] * 3


def both_pages(client, plan):
    return "".join(client.get(page(name, plan.member)).content.decode() for name in ("fieldwork", "consulted"))


def test_all_that_was_consulted_can_be_reached(client, about, plan, evaluator):
    items = [consulted(about, evaluator, Keeping.HASH_ONLY) for _each in range(27)]
    client.force_login(evaluator)
    found, address = set(), page("consulted", plan.member)
    while address:
        rows = client.get(address).context["rows"]
        found |= {item.uid for item in rows}
        address = rows.after and f"{page('consulted', plan.member)}?after={rows.after}"
    assert found == {item.uid for item in items}


def test_the_government_sees_no_way_to_record(client, plan):
    client.force_login(MembershipFactory(member=plan.member, role=Role.POINT_OF_CONTACT).person)
    assert client.get(page("fieldwork", plan.member)).status_code == 403
    assert "fieldwork" not in client.get(reverse("site:plan_bibliography", args=[plan.slug])).content.decode()
