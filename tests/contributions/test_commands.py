import json
from datetime import timedelta
from threading import Barrier, Thread

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.utils import timezone

from parvis.contributions import commands, queries
from parvis.contributions.errors import (
    AlreadyWithdrawn,
    ContributionsClosed,
    NotHidden,
    NotPublished,
    SaidAlready,
    TooManyContributions,
)
from parvis.contributions.models import Contribution
from parvis.contributions.types import Ground
from parvis.jobs.worker import Worker
from parvis.kernel.errors import Invalid, NotPermitted
from parvis.kernel.types import PLATFORM
from parvis.register import queries as register
from parvis.register.models import Outbox
from parvis.register.types import commits_to
from tests.accounts.factories import MemberFactory, MembershipFactory, PersonFactory, administrator_of
from tests.contributions.factories import ContributionFactory, leaf

pytestmark = pytest.mark.django_db

SAID = {"text": "Publish the minutes too.", "language": "en"}


def count_on(subject) -> int:
    return queries.counts([subject.urn]).get(subject.urn, 0)


# Submitting


def test_what_a_person_says_is_published():
    subject, ana = leaf(), PersonFactory()
    made = commands.submit_contribution(subject, by=ana, **SAID)
    assert [(one.text, one.author) for one in queries.on(subject).page] == [(made.text, ana)]


def test_what_a_person_says_is_counted():
    subject, other = leaf(), leaf()
    commands.submit_contribution(subject, by=PersonFactory(), **SAID)
    commands.submit_contribution(subject, by=PersonFactory(), **SAID)
    commands.submit_contribution(other, by=PersonFactory(), **SAID)
    assert count_on(subject) == 2


def test_that_someone_commented_goes_on_the_register_but_not_what_they_said():
    made = commands.submit_contribution(leaf(), by=PersonFactory(), signature="Ana", **SAID)
    assert register.latest(made.urn).event == "contributions.contribution_submitted"
    written = Outbox.objects.get(object=made.urn).leaf
    assert all(word not in written for word in ("minutes", "Ana"))


def test_the_register_commits_to_what_they_said():
    made = commands.submit_contribution(leaf(), by=PersonFactory(), **SAID)
    digest = json.loads(Outbox.objects.get(object=made.urn).leaf)["commitments"]["text"]
    assert commits_to(digest, made.salt, made.text)


@pytest.mark.parametrize("who", [AnonymousUser(), PLATFORM])
def test_only_people_with_an_account_comment(who):
    with pytest.raises(NotPermitted):
        commands.submit_contribution(leaf(), by=who, **SAID)


def test_what_is_not_open_is_not_commented_on():
    with pytest.raises(ContributionsClosed):
        commands.submit_contribution(leaf(is_open=False), by=PersonFactory(), **SAID)


@pytest.mark.parametrize("text", ["", " \r\n "])
def test_nothing_is_not_said(text):
    with pytest.raises(Invalid):
        commands.submit_contribution(leaf(), by=PersonFactory(), text=text, language="en")


def test_a_comment_longer_than_a_comment_is_refused():
    with pytest.raises(Invalid):
        commands.submit_contribution(leaf(), by=PersonFactory(), text="x" * 5001, language="en")


def test_the_same_is_not_said_twice():
    subject, ana = leaf(), PersonFactory()
    commands.submit_contribution(subject, by=ana, **SAID)
    with pytest.raises(SaidAlready):
        commands.submit_contribution(subject, by=ana, **SAID)


def test_the_same_can_be_said_of_another_text_and_by_another_person():
    subject, ana = leaf(), PersonFactory()
    commands.submit_contribution(subject, by=ana, **SAID)
    commands.submit_contribution(leaf(), by=ana, **SAID)
    commands.submit_contribution(subject, by=PersonFactory(), **SAID)
    assert Contribution.objects.count() == 3


def say_five_things(ana) -> None:
    for number in range(5):
        commands.submit_contribution(leaf(), by=ana, text=f"Point {number}", language="en")


def test_nobody_says_a_sixth_thing_in_ten_minutes():
    ana = PersonFactory()
    say_five_things(ana)
    with pytest.raises(TooManyContributions):
        commands.submit_contribution(leaf(), by=ana, **SAID)


def test_others_are_not_held_up():
    say_five_things(PersonFactory())
    assert commands.submit_contribution(leaf(), by=PersonFactory(), **SAID)


def test_ten_minutes_later_there_is_more_to_say():
    ana = PersonFactory()
    say_five_things(ana)
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        assert commands.submit_contribution(leaf(), by=ana, **SAID)


@pytest.mark.django_db(transaction=True)
def test_however_many_requests_come_at_once_no_more_get_through():
    ana, subject = PersonFactory(), leaf()

    def say(number: int) -> None:
        start.wait()
        try:
            commands.submit_contribution(subject, by=ana, text=f"Point {number}", language="en")
        except TooManyContributions:
            refused.append(number)
        finally:
            connection.close()

    start, refused = Barrier(8), []
    threads = [Thread(target=say, args=[number]) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(refused), count_on(subject)) == (3, 5)


# Moderating

PRIVATE = {"ground": Ground.PERSONAL_DATA, "note": "It names your neighbour."}


@pytest.fixture
def hidden():
    member = MemberFactory()
    made = ContributionFactory(on=leaf(member), author__language="fr")
    return commands.hide_contribution(made, by=administrator_of(member), **PRIVATE)


def test_a_hidden_comment_keeps_its_place_and_is_not_counted():
    subject = leaf(member := MemberFactory())
    made, kept = ContributionFactory(on=subject), ContributionFactory(on=subject)
    commands.hide_contribution(made, by=administrator_of(member), **PRIVATE)
    thread = queries.on(subject)
    assert (thread.count, {(one.pk, one.is_hidden) for one in thread.page}) == (1, {(made.pk, True), (kept.pk, False)})


def test_hiding_goes_on_the_register_with_its_ground(hidden):
    line = register.latest(hidden.urn)
    assert line.event == "contributions.contribution_hidden"
    assert "personal_data" in Outbox.objects.get(act=line.act).leaf


def test_the_author_is_told_why_in_their_language(hidden, mailoutbox):
    Worker("test").run_all()
    told = mailoutbox[0]
    assert (told.to, told.extra_headers["Content-Language"]) == ([hidden.author.email], "fr")
    assert "It names your neighbour." in told.body
    assert hidden.text in told.body


def test_a_point_of_contact_moderates():
    made = ContributionFactory(on=leaf(member := MemberFactory()))
    by = MembershipFactory(member=member, role="point_of_contact").person
    assert commands.hide_contribution(made, by=by, **PRIVATE).is_hidden


@pytest.mark.parametrize("role", ["commitment_lead", "evaluator", "forum_member"])
def test_others_do_not_moderate(role):
    made = ContributionFactory(on=leaf(member := MemberFactory()))
    by = MembershipFactory(member=member, role=role).person
    with pytest.raises(NotPermitted):
        commands.hide_contribution(made, by=by, **PRIVATE)


def test_nobody_moderates_for_another_member():
    with pytest.raises(NotPermitted):
        commands.hide_contribution(ContributionFactory(), by=administrator_of(MemberFactory()), **PRIVATE)


def test_what_is_hidden_is_not_hidden_again(hidden):
    with pytest.raises(NotPublished):
        commands.hide_contribution(hidden, by=_moderator_of(hidden), **PRIVATE)


def test_a_restored_comment_counts_again(hidden):
    commands.restore_contribution(hidden, by=_moderator_of(hidden))
    assert queries.counts([hidden.subject]) == {hidden.subject: 1}
    assert register.latest(hidden.urn).event == "contributions.contribution_restored"


def test_what_is_published_is_not_restored():
    made = ContributionFactory(on=leaf(member := MemberFactory()))
    with pytest.raises(NotHidden):
        commands.restore_contribution(made, by=administrator_of(member))


def _moderator_of(contribution):
    member = MembershipFactory._meta.model.objects.get(role="administrator").member
    assert member.urn == contribution.body
    return administrator_of(member)


# Withdrawing


def test_what_is_withdrawn_is_erased():
    made = ContributionFactory(signature="Ana")
    commands.withdraw_contribution(made, by=made.author)
    made.refresh_from_db()
    assert (made.text, made.salt, made.signature) == ("", "", "")


def test_what_is_withdrawn_is_neither_shown_nor_counted():
    subject = leaf()
    made, kept = ContributionFactory(on=subject), ContributionFactory(on=subject)
    commands.withdraw_contribution(made, by=made.author)
    thread = queries.on(subject)
    assert (thread.count, list(thread.page)) == (1, [kept])


def test_what_is_withdrawn_leaves_its_line():
    made = ContributionFactory()
    commands.withdraw_contribution(made, by=made.author)
    assert register.latest(made.urn).event == "contributions.contribution_withdrawn"


def test_what_is_hidden_can_be_withdrawn(hidden):
    commands.withdraw_contribution(hidden, by=hidden.author)
    assert queries.counts([hidden.subject]) == {}


def test_only_the_author_withdraws():
    made = ContributionFactory(on=leaf(member := MemberFactory()))
    with pytest.raises(NotPermitted):
        commands.withdraw_contribution(made, by=administrator_of(member))


def test_nothing_is_withdrawn_twice():
    made = ContributionFactory()
    commands.withdraw_contribution(made, by=made.author)
    with pytest.raises(AlreadyWithdrawn):
        commands.withdraw_contribution(made, by=made.author)


def test_erased_people_no_longer_sign():
    made, kept = ContributionFactory(signature="Ana"), ContributionFactory(signature="Bo")
    made.author.erase(at=timezone.now())
    made.author.save()
    commands.forget_signatures(by=PLATFORM)
    assert set(Contribution.objects.values_list("pk", "signature")) == {(made.pk, ""), (kept.pk, "Bo")}
