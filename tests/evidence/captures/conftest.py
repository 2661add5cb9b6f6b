import pytest

from parvis.evidence import commands
from parvis.jobs.worker import Worker
from tests.evidence.captures.pages import web as site_of_a_ministry


@pytest.fixture
def web(settings):
    with site_of_a_ministry(settings) as made:
        yield made


@pytest.fixture
def cite(person, body):
    """Cites an address as a person who works for the body would."""

    def cite(url, **facts):
        facts = {"title": {"fr": "Plan"}, **facts}
        return commands.cite(by=person, body=body, kind="web_page", url=url, **facts)

    return cite


@pytest.fixture
def work():
    """Runs what is ready now."""
    return Worker("here").run_all


@pytest.fixture
def captured(cite, web, work):
    """A citation whose page has been copied."""
    citation = cite(web.url)
    work()
    citation.refresh_from_db()
    return citation
