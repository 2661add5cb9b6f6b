from datetime import timedelta
from smtplib import SMTPServerDisconnected

import pytest
import time_machine
from django.core.mail.backends.locmem import EmailBackend
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy

from parvis.jobs.tasks import Job
from parvis.jobs.worker import Worker
from parvis.kernel.languages import Multilingual
from parvis.mail import commands, queries
from parvis.mail.models import Message
from tests.accounts.factories import PersonFactory
from tests.mail.factories import MessageFactory

pytestmark = pytest.mark.django_db

DUE = {"kind": "reminder", "subject": "The report is due", "text": "It is due on Friday."}


def run_jobs() -> None:
    Worker("test").run_all()


def test_a_message_goes_to_the_person(mailoutbox):
    commands.send(PersonFactory(email="ana@example.org"), **DUE)
    run_jobs()
    assert [message.to for message in mailoutbox] == [["ana@example.org"]]


def test_a_message_goes_to_the_address_the_person_has_by_then(mailoutbox):
    person = PersonFactory(email="old@example.org")
    commands.send(person, **DUE)
    person.email = "new@example.org"
    person.save()
    run_jobs()
    assert mailoutbox[0].to == ["new@example.org"]


def test_nothing_is_sent_of_an_act_that_is_undone(mailoutbox):
    with transaction.atomic():
        commands.send(PersonFactory(), **DUE)
        transaction.set_rollback(True)
    run_jobs()
    assert (mailoutbox, Message.objects.count()) == ([], 0)


@pytest.mark.parametrize(("language", "subject"), [("fr", "Parvis: Le rapport"), ("en", "Parvis: The report")])
def test_a_message_is_in_the_language_of_the_person(mailoutbox, language, subject):
    text = Multilingual({"fr": "Le rapport", "en": "The report"})
    commands.send(PersonFactory(language=language), kind="reminder", subject=text, text=text)
    run_jobs()
    assert mailoutbox[0].subject == subject


def test_a_lazy_translation_is_translated_for_the_person_not_for_the_sender():
    message = commands.send(PersonFactory(language="fr"), kind="reminder", subject=gettext_lazy("Monday"), text="…")
    assert message.subject == "lundi"


def test_a_subject_stays_on_one_line():
    message = commands.send(PersonFactory(), kind="reminder", subject="one\r\nBcc: two@example.org", text="…")
    assert message.subject == "one Bcc: two@example.org"


def test_a_kind_that_nobody_declared_is_a_mistake_in_the_code():
    with pytest.raises(LookupError):
        commands.send(PersonFactory(), kind="spam", subject="…", text="…")


def test_a_reminder_is_sent_once_by_its_key(mailoutbox):
    person, other = PersonFactory(), PersonFactory()
    for to, key in [(person, "m1"), (person, "m1"), (person, "m2"), (other, "m1")]:
        commands.remind(to, subject="Due", text="…", key=key)
    run_jobs()
    assert len(mailoutbox) == 3


def test_who_has_left_gets_nothing(mailoutbox):
    assert commands.send(PersonFactory(is_active=False), **DUE) is None


def test_a_message_is_sent_once_even_if_its_job_runs_twice(mailoutbox):
    message = MessageFactory()
    commands.deliver_message(message)
    commands.deliver_message(message)
    assert len(mailoutbox) == 1


@pytest.fixture
def server_away(monkeypatch):
    def refuse(self, messages):
        raise SMTPServerDisconnected("try later")

    with monkeypatch.context() as patch:
        patch.setattr(EmailBackend, "send_messages", refuse)
        yield patch


def test_what_the_server_said_is_kept(server_away):
    message = commands.send(PersonFactory(), **DUE)
    run_jobs()
    message.refresh_from_db()
    assert (message.tries, message.last_error) == (1, "SMTPServerDisconnected: try later")


def test_a_message_is_tried_again_when_the_server_is_back(server_away, mailoutbox):
    message = commands.send(PersonFactory(), **DUE)
    run_jobs()
    server_away.undo()
    with time_machine.travel(timezone.now() + timedelta(minutes=1)):
        run_jobs()
    message.refresh_from_db()
    assert (len(mailoutbox), message.tries, message.last_error) == (1, 2, "")


def test_a_message_says_what_it_is_and_how_to_get_no_more(mailoutbox):
    message = MessageFactory(language="fr")
    commands.deliver_message(message)
    sent = mailoutbox[0]
    assert sent.extra_headers["Content-Language"] == "fr"
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert sent.extra_headers["List-Unsubscribe"].strip("<>") in sent.body
    assert "/fr/mail/preferences/" in sent.body


def test_messages_to_the_erased_and_old_messages_are_forgotten():
    kept = MessageFactory()
    MessageFactory(written_at=timezone.now() - timedelta(days=400))
    erased = MessageFactory().person
    erased.erase(at=timezone.now())
    erased.save()
    commands.forget_messages()
    assert list(Message.objects.all()) == [kept]


def test_a_job_for_a_message_that_was_forgotten_does_nothing():
    commands.send(PersonFactory(), **DUE)
    Message.objects.all().delete()
    run_jobs()
    assert not Job.objects.failed().exists()


def test_people_can_be_shown_what_was_sent_to_them():
    message = MessageFactory()
    MessageFactory()
    assert queries.messages_to(message.person) == [message]
