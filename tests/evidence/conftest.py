from types import MappingProxyType

import pytest
from django.test import Client

from parvis.accounts.types import Role
from parvis.evidence import commands
from parvis.jobs.worker import Worker
from parvis.kernel.languages import Multilingual
from parvis.plans.queries import find_assessed
from tests.accounts.factories import MembershipFactory
from tests.evidence.captures.pages import web as site_of_a_ministry
from tests.evidence.fieldwork import interview
from tests.plans.factories import PlanFactory


@pytest.fixture(autouse=True)
def files_of_their_own(tmp_path, settings):
    """Each test keeps its uploads in a folder of its own."""
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "files"},
        },
    }


@pytest.fixture
def membership(db):
    return MembershipFactory()


@pytest.fixture
def body(membership):
    return membership.member.urn


@pytest.fixture
def person(membership):
    return membership.person


@pytest.fixture
def plan():
    return PlanFactory()


@pytest.fixture
def about(plan):
    return find_assessed(plan.uid)


@pytest.fixture
def evaluator(plan):
    return MembershipFactory(member=plan.member, role=Role.EVALUATOR).person


@pytest.fixture
def colleague(plan):
    return MembershipFactory(member=plan.member, role=Role.EVALUATOR).person


@pytest.fixture
def quotation(about, evaluator):
    return commands.add_quotation(interview(about, evaluator), by=evaluator, words="We were heard.", language="en")


@pytest.fixture
def anonymous():
    return Client()


@pytest.fixture
def staff(person, monkeypatch):
    """Signed in, with the second factor that the work asks for."""
    monkeypatch.setattr("parvis.kernel.access.DenyByDefault.process_view", lambda *args: None)
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def web(settings):
    with site_of_a_ministry(settings) as made:
        yield made


@pytest.fixture
def cite(person, body):
    """Cites an address as a person who works for the body would."""

    def cite(url, *, title=MappingProxyType({"fr": "Plan"}), **facts):
        return commands.cite(by=person, body=body, kind="web_page", url=url, title=Multilingual(title), **facts)

    return cite


@pytest.fixture
def work():
    """Runs what is ready now."""
    return Worker("here").run_all
