"""Members, plans and commitments that are known from OGP's data alone: complete, calm, and read-only."""

import re

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parvis.accounts.models import Member
from parvis.accounts.types import Role
from tests.accounts.factories import MemberFactory, MembershipFactory
from tests.assessments.commitment_files import generated
from tests.assessments.commitment_houses import RATED, entered, entered_file, numbered
from tests.assessments.commitment_rows import row

pytestmark = pytest.mark.django_db
MOST_QUERIES = 8
SAID = {
    "Commitment Number": "1",
    "Full Text": "The books are open.\nTo all who ask.",
    "Start Date": "Quarter 1 2014",
    "End Date": "Underway",
    "Lead Institution": "Ministry of Harbours",
    "Open Data": "1",
    "URL": "https://example.org/al/1",
    "Year Of Submission": "2014",
    **RATED,
}
COMMITMENT = "plans/albania-ap-alb01/commitments/1/"


def page(client, path, language="en"):
    response = client.get(f"/{language}/{path}")
    assert response.status_code == 200
    return response.content.decode()


def text_of(html):
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def queries_of(client, path):
    cache.clear()
    with CaptureQueriesContext(connection) as asked:
        assert client.get(f"/en/{path}").status_code == 200
    return len(asked)


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(
    "path",
    [
        COMMITMENT,
        "plans/albania-ap-alb01/",
        "members/albania/",
        "members/reference/",
        "members/reference/?region=europe&letters=alb",
        "commitments/files/",
    ],
)
def test_the_page_answers(client, tmp_path, path, language):
    entered(tmp_path, row(**SAID))

    assert "Albani" in page(client, path, language) or path == "commitments/files/"


def test_what_is_promised_is_in_its_own_language(client, tmp_path):
    entered(tmp_path, row(**SAID))

    assert '<div class="prose" lang="en"><p>The books are open.</p><p>To all who ask.</p></div>' in page(
        client, COMMITMENT, "fr"
    )


def test_ratings_are_in_words_with_their_place(client, tmp_path):
    entered(tmp_path, row(**SAID))

    text = text_of(page(client, COMMITMENT))

    assert "Specificity High 4 of 4 , from worst to best" in text
    assert "Completion at the progress report Limited 2 of 4" in text
    assert "Completion at the end of term Complete 4 of 4" in text


def test_what_was_not_rated_is_summed_up_by_its_reason(client, tmp_path):
    entered(tmp_path, row(**SAID, Verifiable="ND"))

    text = text_of(page(client, COMMITMENT))

    assert "No data: Verifiable." in text
    assert "Not reviewed: Access to information" in text


def test_dates_are_shown_as_written_beside_what_they_were_taken_for(client, tmp_path):
    entered(tmp_path, row(**SAID))

    text = text_of(page(client, COMMITMENT))

    assert "as written: “Quarter 1 2014”, taken for quarter 1 of 2014" in text
    assert "as written: “Underway”, holds no date" in text


def test_the_source_is_the_line_of_a_file(client, tmp_path):
    file = entered(tmp_path, row(**SAID))

    html = page(client, COMMITMENT)

    assert f'href="/en/commitments/files/{file.uid}/"' in html
    assert "line 2" in html
    assert file.sha256[:4] in html


def test_it_says_that_it_is_read_only_and_asks_for_nothing(client, tmp_path):
    entered(tmp_path, row(**SAID))

    html = page(client, COMMITMENT)

    assert "Reference member" in html
    assert "Milestones" not in html
    assert "Sign in to comment" not in html
    assert "What the government says" not in html


def test_the_likely_same_is_linked_and_not_merged(client, tmp_path):
    title = "Open the harbour books to everyone"
    entered(tmp_path, row(**SAID | {"Commitment Title": title}))
    entered(tmp_path, row("older", **{"Commitment Title": title, "Comm No": "1"}), name="older")

    text = text_of(page(client, COMMITMENT))

    assert "95% alike" in text
    assert "are not merged" in text


def test_a_plan_says_how_each_commitment_ended(client, tmp_path):
    entered(tmp_path, row(**SAID))

    text = text_of(page(client, "plans/albania-ap-alb01/"))

    assert "Open the harbour books Complete at the end of the term" in text
    assert "Deadlines by rule" not in text
    assert "Sign in to comment" not in text


def test_a_plan_costs_the_same_however_much_is_in_it(client, tmp_path):
    entered(tmp_path, *numbered(5, **RATED))
    few = queries_of(client, "plans/albania-ap-alb01/")
    (tmp_path / "more").mkdir()
    entered(tmp_path / "more", *numbered(200, since=10, **RATED))

    assert queries_of(client, "plans/albania-ap-alb01/") == few <= MOST_QUERIES


@pytest.mark.parametrize("layout", ["current", "older"])
def test_pages_cost_eight_queries_at_most(client, tmp_path, layout):
    entered_file(tmp_path, generated(layout, 60, count_members=3, plans=2, text_length=300))
    member = Member.objects.filter(is_reference=True).first()
    commitment = member.plans.first().commitments.first()
    paths = [commitment.get_absolute_url()[4:], commitment.plan.get_absolute_url()[4:], f"members/{member.slug}/"]
    paths += ["members/", "members/reference/", "members/reference/?letters=a", "commitments/files/"]

    assert {path: count for path in paths if (count := queries_of(client, path)) > MOST_QUERIES} == {}


def test_an_adopted_member_keeps_what_ogp_says_and_gets_the_rest(client, tmp_path):
    entered(tmp_path, row(**SAID))
    Member.objects.filter(slug="albania").update(is_reference=False)

    html = page(client, COMMITMENT)

    assert "What OGP’s data says" in html
    assert "The books are open." in html
    assert "Milestones" in html
    assert queries_of(client, COMMITMENT) <= MOST_QUERIES


def test_members_are_listed_apart(client, tmp_path):
    MemberFactory(name={"en": "Lakeside", "fr": "Bord-du-Lac"})
    entered(tmp_path, row(**SAID))

    members, references = page(client, "members/"), page(client, "members/reference/")

    assert "Lakeside" in members
    assert "Albania" not in members
    assert "1 reference member" in members
    assert "Albania" in references
    assert "Lakeside" not in references
    assert "1 plan, 1 commitment" in text_of(references)


@pytest.mark.parametrize(("query", "is_there"), [("letters=ALB", True), ("letters=zz", False), ("region=europe", True)])
def test_reference_members_are_found_by_letters_and_region(client, tmp_path, query, is_there):
    entered(tmp_path, row(**SAID))

    assert ("/en/members/albania/" in page(client, f"members/reference/?{query}")) is is_there


@pytest.mark.parametrize("path", ["", "plans/", "organisations/", "calendar/?month=2014-12", "late/", "calendar.ics"])
def test_lists_of_what_happens_here_leave_reference_members_out(client, tmp_path, path):
    entered(tmp_path, row(**SAID))

    response = client.get(f"/en/{path}")

    assert response.status_code == 200
    assert "Albania" not in response.content.decode()


def test_a_file_says_what_entered_and_what_was_left_out(client, tmp_path):
    bad = row(**SAID | {"Commitment Unique Identifier": "AL0009", "Start Date": "2/30/2014"})
    file = entered(tmp_path, row(**SAID), bad)

    html = page(client, file.get_absolute_url()[4:])

    assert file.sha256[:4] in html
    assert "There is no such day: 2/30/2014." in html
    assert "1; plans: 1; members: 1" in text_of(html)
    assert queries_of(client, file.get_absolute_url()[4:]) <= MOST_QUERIES


def test_what_was_left_out_can_be_taken_away(client, tmp_path):
    bad = row(**SAID | {"Commitment Unique Identifier": "AL0009", "Start Date": "2/30/2014"})
    file = entered(tmp_path, row(**SAID), bad)

    lines = client.get(f"{file.get_absolute_url()}left-out.csv").getvalue().decode().splitlines()

    assert lines[0] == "kind,line,column,code,reason"
    assert lines[1].startswith("left_out,4,Start Date,impossible_date,")


def test_a_file_that_is_not_here_is_not_found(client):
    assert client.get("/en/commitments/files/6f1f6a2e-8f0b-4c55-9d0b-0d9c5b0f8a11/").status_code == 404


def test_whoever_may_change_a_reference_member_sees_how(client, tmp_path):
    entered(tmp_path, row(**SAID))
    client.force_login(MembershipFactory(role=Role.ADMINISTRATOR).person)

    assert client.get("/en/members/albania/").status_code == 200
