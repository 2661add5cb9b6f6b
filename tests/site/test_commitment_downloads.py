"""A selection as CSV, as JSON, and in OGP's own layout."""

import csv
import io
import json
import re
from itertools import islice

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parvis.plans.models import Commitment
from parvis.site.explorer import downloads
from tests.site.explored import COMPLETION, PROCUREMENT, enter, enter_rows, generated_file, one_row
from tools import docs

pytestmark = pytest.mark.django_db


def got(client, file, query="", language="en"):
    return b"".join(client.get(f"/{language}/commitments/{file}{f'?{query}' if query else ''}"))


def rows(client, query="", language="en"):
    return list(csv.DictReader(io.StringIO(got(client, "export.csv", query, language).decode(), newline="")))


def test_the_whole_selection_comes_not_one_page(client):
    enter(generated_file(60))

    assert len(rows(client)) == 60


def test_it_is_the_selection_of_the_page(client):
    enter(generated_file(60))
    found = rows(client, "policy-area=public-procurement&region=latin-america&completion=complete")

    assert {(one["completion"], one["region"]) for one in found} == {("complete", "americas")}
    assert len(found) == 3


def test_each_row_says_what_is_known(client):
    said = {"Start Date": "Quarter 1 2014", "Lead Institution": "Ministry of Water", PROCUREMENT: "1"}
    enter_rows(one_row(7, **said, **{COMPLETION: "Limited", "Specificity": "High"}))
    [row] = rows(client)
    known = {
        "identifier": "AL0007",
        "member": "Albania",
        "member_code": "ALB",
        "number": "7",
        "title": "Open the harbour books",
        "title_language": "en",
        "starts_written": "Quarter 1 2014",
        "starts": "2014",
        "lead": "Ministry of Water",
        "completion": "limited",
        "completion_stage": "end_of_term",
        "rating_specificity": "high",
        "policy_areas": "public-procurement",
    }

    assert {name: row[name] for name in known} == known


def test_the_address_of_the_page_is_in_the_language_of_the_reader(client):
    enter_rows(one_row(1))

    assert "/fr/plans/" in rows(client, language="fr")[0]["page"]


def test_nothing_else_changes_with_the_language(client):
    enter(generated_file(20))
    english, french = ([{**row, "page": ""} for row in rows(client, language=code)] for code in ("en", "fr"))

    assert english == french


@pytest.mark.parametrize("title", ["=HYPERLINK(1)", "+1", "-1", "@SUM(A1)"])
def test_a_spreadsheet_takes_no_cell_for_a_formula(client, title):
    enter_rows(one_row(1, **{"Commitment Title": title}))

    assert rows(client)[0]["title"] == f"'{title}"


def test_what_is_absent_is_null_in_json(client):
    enter_rows(one_row(1))
    [row] = json.loads(got(client, "export.json"))

    assert (row["starts"], row["completion"], row["verifiable"], row["policy_areas"]) == (None, None, None, None)


def test_json_has_lists(client):
    enter_rows(one_row(1, **{PROCUREMENT: "1"}))

    assert json.loads(got(client, "export.json"))[0]["policy_areas"] == ["public-procurement"]


def test_json_of_nothing_is_an_empty_array(client):
    assert json.loads(got(client, "export.json", "q=nothing")) == []


def test_ogps_layout_has_its_171_columns(client):
    enter(generated_file(20))
    header, *found = csv.reader(io.StringIO(got(client, "export-ogp.csv").decode(), newline=""))

    assert (len(header), len(found)) == (171, 20)


@pytest.mark.parametrize("file", ["export.csv", "export.json", "export-ogp.csv"])
def test_those_that_are_named_come_alone(client, file):
    enter(generated_file(20))
    one, two = Commitment.objects.order_by("pk")[:2]
    text = got(client, file, f"c={one.uid}&c={two.uid}&c=nonsense").decode()

    assert all(each.identifier in text for each in (one, two))
    assert Commitment.objects.order_by("pk")[2].identifier not in text


@pytest.mark.parametrize("file", ["export.csv", "export.json", "export-ogp.csv"])
def test_it_is_a_file_to_keep_and_not_for_robots(client, file):
    response = client.get(f"/en/commitments/{file}")

    assert response.headers["Content-Disposition"].startswith('attachment; filename="')
    assert "noindex" in response.headers["X-Robots-Tag"]
    assert response.cookies == {}


def test_a_lot_is_read_when_the_one_before_is_written(client):
    """So that a selection of any length needs the memory of one lot."""
    enter(generated_file(30))
    urns = [one.urn for one in Commitment.objects.all()]
    pulled = []

    def lots():
        for start in range(0, 30, 10):
            pulled.append(start)
            yield urns[start : start + 10]

    written = downloads.as_csv(lots(), "en")
    list(islice(written, 2))

    assert pulled == [0]


def test_a_lot_costs_six_queries_however_large(client):
    enter(generated_file(30))
    urns = [one.urn for one in Commitment.objects.all()]
    with CaptureQueriesContext(connection) as asked:
        list(downloads.as_json([urns], "en"))

    assert len(asked) <= 6


def test_every_column_is_documented(client):
    header = next(csv.reader(io.StringIO(got(client, "export.csv").decode())))
    named = re.findall(r"`([a-z_0-9]+)`", (docs.DOCS / "commitments.md").read_text())

    assert [name for name in header if name not in named] == []
