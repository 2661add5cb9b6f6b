"""Evaluators work for a member and are independent of it: what its staff brought is not theirs to decide."""

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse

from parvis.accounts.types import Role
from parvis.evidence import commands
from parvis.evidence.models import Capture, Document
from parvis.evidence.types import Source
from parvis.kernel.clock import now
from parvis.kernel.errors import NotPermitted
from parvis.kernel.languages import Multilingual
from tests.accounts.factories import MembershipFactory

pytestmark = pytest.mark.django_db
TITLE = Multilingual({"en": "Minutes"})


@pytest.fixture
def lead(plan):
    return MembershipFactory(member=plan.member, role=Role.COMMITMENT_LEAD).person


@pytest.fixture
def signed_in(monkeypatch):
    monkeypatch.setattr("parvis.kernel.access.DenyByDefault.process_view", lambda *args: None)

    def signed_in(person):
        client = Client()
        client.force_login(person)
        return client

    return signed_in


def upload(person, about):
    return commands.upload_document(by=person, body=about.body, file=ContentFile(b"Minutes\n", name="minutes.txt"))


def status(client, document):
    answer = client.get(document.get_absolute_url())
    if answer.streaming:
        b"".join(answer.streaming_content)
    return answer.status_code


@pytest.mark.parametrize(
    "act",
    [
        commands.discard_document,
        commands.publish_document,
        lambda document, by: commands.describe_document(document, title=TITLE, language="en", by=by),
    ],
)
def test_an_evaluator_decides_nothing_of_what_someone_else_uploaded(about, evaluator, colleague, lead, act):
    for uploader in (lead, colleague):
        document = upload(uploader, about)
        with pytest.raises(NotPermitted):
            act(document, by=evaluator)
    assert [each.is_published for each in Document.objects.all()] == [False, False]


def test_an_evaluator_publishes_and_discards_what_they_uploaded(about, evaluator):
    commands.discard_document(upload(evaluator, about), by=evaluator)
    assert commands.publish_document(upload(evaluator, about), by=evaluator).is_published
    assert Document.objects.count() == 1


def test_staff_decide_of_what_their_colleagues_uploaded(plan, about, lead):
    document = upload(lead, about)
    contact = MembershipFactory(member=plan.member, role=Role.POINT_OF_CONTACT).person
    assert commands.publish_document(document, by=contact).is_published


def test_what_staff_have_not_published_is_not_there_for_evaluators(plan, about, evaluator, lead, signed_in):
    waits, own = upload(lead, about), upload(evaluator, about)
    client = signed_in(evaluator)
    listed = client.get(reverse("evidence:documents", args=[plan.member.slug])).content.decode()
    assert (str(waits.uid) in listed, str(own.uid) in listed) == (False, True)
    codes = [status(client, each) for each in (waits, own)]
    discard = client.post(reverse("evidence:discard_document", args=[plan.member.slug, waits.uid]))
    assert (codes, discard.status_code) == ([404, 200], 404)
    commands.publish_document(waits, by=lead)
    assert status(client, waits) == 200


def test_an_evaluator_takes_no_copy_down(about, evaluator, lead):
    page = commands.cite(by=lead, body=about.body, kind="web_page", url="https://example.org/plan").page
    capture = Capture(page=page, asked_at=now(), taken_at=now(), sha256="a" * 64, file="copies/a")
    capture.save()
    with pytest.raises(NotPermitted):
        commands.remove_capture(capture, by=evaluator, reason=Multilingual({"en": "No"}))


def test_an_evaluator_describes_what_they_cited_and_nothing_else(about, evaluator, colleague, lead):
    of_staff = commands.cite(by=lead, body=about.body, kind="web_page", url="https://example.org/plan")
    own = commands.record_source(
        about, by=evaluator, source=Source(kind="web_page", title=TITLE, language="en", url="https://example.org/study")
    )
    for citation, by in ((of_staff, evaluator), (own, colleague)):
        with pytest.raises(NotPermitted):
            commands.describe_source(citation, by=by, title=Multilingual({"en": "Changed"}))
    assert str(commands.describe_source(own, by=evaluator, title=Multilingual({"en": "A study"})).title) == "A study"
    commands.describe_source(of_staff, by=lead, title=TITLE)
