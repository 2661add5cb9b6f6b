"""Similar commitments, on the page of one and while one is drafted, and the finding about design and delivery."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parvis.accounts.types import Role
from parvis.search import commands as search
from tests.accounts.factories import MembershipFactory
from tests.assessments.commitment_houses import RATED, entered, numbered
from tests.assessments.commitment_rows import row
from tests.plans.factories import CommitmentFactory, PlanFactory

pytestmark = pytest.mark.django_db
MOST_QUERIES = 8
HARBOUR = {"Commitment Title": "Publish the harbour dues", "Commitment Number": "7", "Open Data": "1", **RATED}


def page(client, path, **query):
    response = client.get(f"/en/{path}", query)
    assert response.status_code == 200
    return response.content.decode()


def design_rows():
    groups = [("Low", "Limited", 30), ("Medium", "Complete", 30), ("High", "Substantial", 30)]
    found = []
    for specificity, completion, count in groups:
        said = {"Specificity": specificity, "Completion (Progress Report)": completion}
        found += numbered(count, since=len(found) + 1, **said)
    return found


def test_a_commitment_shows_what_is_like_it_and_how_that_ended(client, tmp_path):
    entered(tmp_path, row(**HARBOUR))
    commitment = CommitmentFactory(title={"en": "Publish all harbour dues"}, policy_areas=["Open data"])

    html = page(client, commitment.get_absolute_url()[4:])

    assert "Publish the harbour dues" in html
    assert "at the end of the term" in html
    assert "Both: Open data" in html


def test_it_is_not_like_itself(client):
    commitment = CommitmentFactory(title={"en": "Publish all harbour dues"})
    search.rebuild()

    assert "None is like it in words or policy areas." in page(client, commitment.get_absolute_url()[4:])


def test_a_draft_is_like_nothing_to_others(client):
    CommitmentFactory(title={"en": "A secret about harbour dues"}, plan__draft=True)
    search.rebuild()

    assert "A secret" not in page(client, "commitments/similar/", title="harbour dues")


def test_the_page_of_a_commitment_costs_eight_queries_at_most(client, tmp_path):
    entered(tmp_path, *design_rows())
    commitment = CommitmentFactory(title={"en": "Open book of the harbour"})
    cache.clear()

    with CaptureQueriesContext(connection) as asked:
        page(client, commitment.get_absolute_url()[4:])

    assert len(asked) <= MOST_QUERIES


def test_words_that_are_typed_find_similar_ones(client, tmp_path):
    entered(tmp_path, row(**HARBOUR))

    html = page(client, "commitments/similar/", title="harbour dues")

    assert "Publish the harbour dues" in html
    assert 'value="harbour dues"' in html
    assert '<meta name="robots" content="noindex">' in html


def test_words_on_a_french_page_may_be_of_any_language(client, tmp_path):
    entered(tmp_path, row(**HARBOUR))

    html = client.get("/fr/commitments/similar/", {"title": "harbour dues"}).content.decode()

    assert "Publish the harbour dues" in html


def test_what_is_typed_in_another_language_finds_them_too(client, tmp_path):
    entered(tmp_path, row(**HARBOUR))

    response = client.post("/fr/commitments/similar/", {"title_en": "harbour dues", "text-problem_en": "Nobody knows."})

    assert "Publish the harbour dues" in response.content.decode()


def test_the_form_for_a_commitment_sends_what_is_typed_without_saving_it(client):
    plan = PlanFactory(draft=True)
    person = MembershipFactory(member=plan.member, role=Role.POINT_OF_CONTACT).person
    client.force_login(person)

    html = client.get(f"/en/plans/{plan.slug}/commitments/add/").content.decode()

    assert 'formaction="/en/commitments/similar/"' in html
    assert "formnovalidate" in html


def test_policy_areas_stay_on_the_page_and_can_be_sent_again(client):
    html = client.get("/en/commitments/similar/", {"title": "Harbours", "policy_areas": "Open data\nFishing"}).content

    assert b"Open data\nFishing</textarea>" in html


def test_the_finding_is_said_with_its_numbers_and_predicts_nothing(client, tmp_path):
    entered(tmp_path, *design_rows())

    html = page(client, "commitments/similar/")

    assert "Low specificity: 0% substantial or complete (0 of 30)" in html
    assert "High specificity: 100% substantial or complete (30 of 30)" in html
    assert "it says nothing about any one commitment" in html


def test_a_commitment_has_it_in_one_sentence(client, tmp_path):
    entered(tmp_path, *design_rows())

    html = page(client, "plans/albania-ap-alb01/commitments/1/")

    assert "0% (0 of 30) where specificity was rated low" in html
    assert "says nothing about this commitment" in html


def test_too_little_data_is_said(client, tmp_path):
    entered(tmp_path, row(**HARBOUR))

    assert "too few to compare" in page(client, "commitments/similar/")


def test_without_any_data_it_says_so(client):
    assert "No commitment with both ratings is here yet." in page(client, "commitments/similar/")
