import re

import pytest
from django.test import Client
from django.urls import reverse

from parvis.kernel.errors import NotPermitted
from parvis.mail import commands, queries
from parvis.mail.envelope import unsubscribe_token
from parvis.mail.models import Message, Unsubscription
from parvis.mail.types import REMINDER, MessageKind, _kinds, declare_kind
from tests.accounts.factories import PersonFactory
from tests.mail.factories import MessageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def news(monkeypatch):
    """A second kind, and no others than these two."""
    monkeypatch.setattr("parvis.mail.types._kinds", {"reminder": _kinds["reminder"]})
    declare_kind(MessageKind("news", "News", "Now and then."))


def link_of(person) -> str:
    return reverse("mail:unsubscribe", args=[unsubscribe_token(str(person.uid), "reminder")])


def test_everything_is_wanted_until_someone_says_otherwise():
    assert queries.wanted_kinds(PersonFactory()) == {"reminder", "news"}


def test_a_person_chooses():
    person = PersonFactory()
    commands.edit_preferences(person, wanted=["news"], by=person)
    assert queries.wanted_kinds(person) == {"news"}


def test_a_person_changes_their_mind():
    person = PersonFactory()
    commands.edit_preferences(person, wanted=[], by=person)
    commands.edit_preferences(person, wanted=["reminder"], by=person)
    assert queries.wanted_kinds(person) == {"reminder"}


def test_nobody_chooses_for_another():
    with pytest.raises(NotPermitted):
        commands.edit_preferences(PersonFactory(), wanted=[], by=PersonFactory())


def test_what_is_not_wanted_is_not_written():
    person = PersonFactory()
    commands.edit_preferences(person, wanted=["news"], by=person)
    assert commands.remind(person, subject="Due", text="…", key="") is None


def test_what_is_no_longer_wanted_when_it_would_leave_is_dropped(mailoutbox):
    message = MessageFactory()
    commands.unsubscribe(message.person, REMINDER.name)
    commands.deliver_message(message)
    assert (mailoutbox, Message.objects.get().dropped_at is None) == ([], False)


def test_the_link_in_a_message_changes_nothing_by_being_followed(client):
    person = PersonFactory()
    assert client.get(link_of(person)).status_code == 200
    assert queries.wanted_kinds(person) == {"reminder", "news"}


def test_one_click_ends_it_signed_out_and_says_so(client):
    person, other = PersonFactory(), PersonFactory()
    page = client.post(link_of(person))
    assert "You get no more of these messages" in page.content.decode()
    assert (queries.wanted_kinds(person), len(queries.wanted_kinds(other))) == ({"news"}, 2)


def test_a_mail_program_ends_it_by_itself(mailoutbox):
    message = MessageFactory()
    commands.deliver_message(message)
    link = mailoutbox[0].extra_headers["List-Unsubscribe"].strip("<>")
    path = re.sub(r"^https?://[^/]+", "", link)
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert queries.wanted_kinds(message.person) == {"news"}


def test_ending_it_twice_is_ending_it(client):
    person = PersonFactory()
    client.post(link_of(person))
    client.post(link_of(person))
    assert Unsubscription.objects.count() == 1


@pytest.mark.parametrize("spoil", [lambda link: link[:-4] + "x/", lambda link: link.replace(":", "", 1)])
def test_a_link_that_was_not_made_here_ends_nothing(client, spoil):
    assert client.post(spoil(link_of(PersonFactory()))).status_code == 404


def test_the_link_shows_nobodys_address(client):
    person = PersonFactory(email="ana@example.org")
    assert "ana@" not in client.get(link_of(person)).content.decode()


def test_preferences_are_for_people_signed_in(client):
    assert client.get("/en/mail/preferences/").status_code == 302


def test_a_person_chooses_on_the_page(client):
    person = PersonFactory()
    client.force_login(person)
    client.post("/en/mail/preferences/", {"wanted": ["news"]})
    assert queries.wanted_kinds(person) == {"news"}


def test_the_page_shows_what_is_chosen(client):
    person = PersonFactory()
    client.force_login(person)
    commands.edit_preferences(person, wanted=["news"], by=person)
    page = client.get("/en/mail/preferences/").content.decode()
    assert re.findall(r'value="(\w+)"[^>]*checked', page) == ["news"]


def test_a_kind_that_does_not_exist_is_refused_on_the_page(client):
    client.force_login(PersonFactory())
    assert client.post("/en/mail/preferences/", {"wanted": ["spam"]}).status_code == 422
