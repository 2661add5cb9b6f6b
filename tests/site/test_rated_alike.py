"""How a commitment was rated is one thing, wherever it is shown."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parvis.plans.queries import Commitment
from parvis.search import commands as search
from tests.assessments.commitment_houses import entered
from tests.assessments.commitment_rows import row
from tests.assessments.factories import AnswerFactory, ReportFactory

pytestmark = pytest.mark.django_db
PLAN = "/en/plans/albania-ap-alb01/"
PAGES = ("/en/commitments/", PLAN, f"{PLAN}commitments/1/")


@pytest.fixture
def _rated_by_a_report(tmp_path):
    """OGP's data has no completion of it; a report has."""
    entered(tmp_path, row(**{"Commitment Number": "1", "Commitment Title": "Open the books"}))
    report = ReportFactory(on_commitment=True, commitment=Commitment.objects.get())
    AnswerFactory(report=report, section="1", code="1.1", question="1.1", value="complete", status="given")
    search.rebuild()
    cache.clear()


@pytest.mark.usefixtures("_rated_by_a_report")
@pytest.mark.parametrize("path", PAGES)
def test_a_page_shows_what_a_report_says(client, path):
    html = client.get(path).content.decode()

    assert "in the End of Commitment Report" in html


@pytest.mark.usefixtures("_rated_by_a_report")
@pytest.mark.parametrize("path", PAGES)
def test_it_costs_eight_queries_at_most(client, path):
    with CaptureQueriesContext(connection) as asked:
        client.get(path)

    assert len(asked) <= 8
