"""A member beside all members: pictures with tables, and the figures to take away."""

import csv
import io

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parvis.search import commands as search
from tests.accounts.factories import MemberFactory, OrganisationFactory
from tests.assessments.commitment_houses import entered, numbered
from tests.plans.factories import MilestoneFactory, PlanFactory, ReportedProgressFactory

pytestmark = pytest.mark.django_db
DONE = {"Completion (End Of Term)": "Complete", "Year Of Submission": "2012", "Open Data": "1"}
ELSEWHERE = {"Country/Locality": "Ghana", "Action Plan ID": "AP_GHA01", "Code": "GHA"}


def house(folder):
    entered(folder, *numbered(3, **DONE), *numbered(1, since=5), *numbered(4, since=8, **ELSEWHERE))


def rows_of(client, slug="albania"):
    text = client.get(f"/en/members/{slug}/comparison.csv").content.decode()
    return {(row["by"], row["value"], row["whose"]): row for row in csv.DictReader(io.StringIO(text))}


def test_a_reference_member_is_compared(client, tmp_path):
    house(tmp_path)

    html = client.get("/en/members/albania/").content.decode()

    assert "Albania: 100% substantial or complete (3 of 3 rated)" in html
    assert "Completion over the plans" in html
    assert "by policy area" in html


def test_what_its_rule_is_stands_under_the_heading(client, tmp_path):
    house(tmp_path)

    assert "else at the progress report" in client.get("/en/members/albania/").content.decode()


def test_a_full_member_is_compared_by_what_reports_say(client):
    progress = ReportedProgressFactory(level="complete")
    search.rebuild()

    html = client.get(progress.commitment.plan.member.get_absolute_url()).content.decode()

    assert "100% substantial or complete (1 of 1 rated)" in html


def test_a_member_without_commitments_has_no_picture(client):
    html = client.get(MemberFactory().get_absolute_url()).content.decode()

    assert "How its commitments ended" not in html


def test_not_rated_is_never_zero(client, tmp_path):
    entered(tmp_path, *numbered(2))

    row = rows_of(client)["all", "", "albania"]

    assert (row["rated"], row["not_rated"], row["share"]) == ("0", "2", "")


def test_the_table_to_take_away_has_both_sides(client, tmp_path):
    house(tmp_path)

    rows = rows_of(client)

    assert rows["policy_area", "open-data", "albania"]["complete"] == "3"
    assert rows["policy_area", "open-data", "albania"]["label"] == "Open data"
    assert rows["all", "", "all"]["not_rated"] == "5"


def test_the_same_as_json(client, tmp_path):
    house(tmp_path)

    first = client.get("/en/members/albania/comparison.json").json()[0]

    assert first["share"] == 1.0
    assert list(first) == list(next(iter(rows_of(client).values())))


def test_every_column_is_documented(client, tmp_path):
    from pathlib import Path

    house(tmp_path)
    documented = Path("docs/member-comparison.md").read_text()

    assert [name for name in next(iter(rows_of(client).values())) if f"`{name}`" not in documented] == []


def test_the_page_costs_eight_queries_at_most(client):
    member = MemberFactory()
    plan = PlanFactory(member=member)
    MilestoneFactory(commitment__plan=plan)
    OrganisationFactory(member=member)
    search.rebuild()
    cache.clear()

    with CaptureQueriesContext(connection) as asked:
        client.get(member.get_absolute_url())

    assert len(asked) <= 8


def test_of_many_plans_the_newest_are_drawn_and_all_can_be_taken_away(client, tmp_path):
    plans = [{"Action Plan ID": f"AP_ALB{number:02}", "Year Of Submission": f"20{number}"} for number in range(10, 24)]
    entered(tmp_path, *(one for at, plan in enumerate(plans) for one in numbered(1, since=at + 1, **plan)))

    html = client.get("/en/members/albania/").content.decode()
    _before, *picture = html.split("Completion over the plans")
    drawn = "".join(picture)

    assert ("2023" in drawn, "2010" in drawn) == (True, False)
    assert "The plans begun last. The table to download has all of them." in html
    assert len([by for by, _value, _whose in rows_of(client) if by == "plan"]) == len(plans)
