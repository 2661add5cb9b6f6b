"""All commitments: words, facets, orders, and an address that says all of it."""

import re

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from parvis.search import commands as search
from parvis.ui.counts import counted
from tests.assessments.commitment_rows import file_of
from tests.plans.factories import CommitmentFactory
from tests.site.explored import COMPLETION, PROCUREMENT, enter, enter_rows, generated_file, generated_rows, one_row

pytestmark = pytest.mark.django_db
MOST_QUERIES = 8
STORY = "policy-area=public-procurement&region=latin-america&completion=complete"


def page(client, query="", language="en", status=200):
    response = client.get(f"/{language}/commitments/{f'?{query}' if query else ''}")
    assert response.status_code == status, response
    return response.content.decode()


def titles(html):
    return re.findall(r'<h3 class="explored__title"><a [^>]*>(?:<span[^>]*>)?([^<]*)', html)


def counts(html, facet):
    """Of each value of a facet, how many it says there are."""
    boxes = re.findall(rf'name="{facet}" value="([^"]*)".*?choices__count">([^<]*)', html)
    return dict(boxes)


def two_countries():
    enter_rows(
        one_row(1, **{"Country/Locality": "Mexico", "Commitment Title": "Compras públicas", "Language": "es"}),
        one_row(2, **{"Country/Locality": "Canada", "Commitment Title": "Open harbours", COMPLETION: "Complete"}),
        one_row(3, **{"Country/Locality": "Canada", "Commitment Title": "Open rivers", COMPLETION: "Limited"}),
    )


def test_latin_america_is_part_of_the_americas(client):
    two_countries()
    html = page(client, "region=latin-america")

    assert titles(html) == ["Compras públicas"]
    assert (counts(html, "region")["americas"], counts(html, "region")["latin-america"]) == ("3", "1")


def test_a_facet_counts_what_would_remain_if_another_of_its_values_were_chosen(client):
    two_countries()
    html = page(client, "member=canada&completion=complete")

    assert titles(html) == ["Open harbours"]
    assert counts(html, "completion") == {"complete": "1", "limited": "1"}


def test_values_of_a_facet_are_alternatives(client):
    two_countries()

    assert len(titles(page(client, "completion=complete&completion=limited"))) == 2


@pytest.mark.parametrize("words", ["compras", "compra publica", "harbour", "HARBOURS"])
def test_words_are_found_in_any_of_the_languages(client, words):
    two_countries()

    assert len(titles(page(client, f"q={words}", "fr"))) == 1


def test_each_choice_can_be_taken_back(client):
    two_countries()
    html = page(client, "q=open&completion=complete&member=canada")

    assert 'href="?member=canada&amp;completion=complete"' in html
    assert 'href="?q=open&amp;member=canada"' in html
    assert 'class="chips__clear" href="/en/commitments/"' in html


def test_what_is_not_understood_is_said_and_the_rest_is_done(client):
    two_countries()
    html = page(client, "completion=complete&region=atlantis&colour=blue&sort=fastest&year=20x")

    assert titles(html) == ["Open harbours"]
    assert all(f"<code>{one}</code>" in html for one in ("region=atlantis", "colour=blue", "sort=fastest", "year=20x"))


def test_words_that_are_none_are_not_looked_for(client):
    two_countries()
    html = page(client, "q=%F0%9F%A6%86")

    assert len(titles(html)) == 3
    assert "<code>q=🦆</code>" in html


def test_what_is_typed_into_the_address_is_escaped(client):
    two_countries()

    assert "<script>alert" not in page(client, "q=<script>alert(1)</script>&policy-area=<script>alert(2)</script>")


def test_empty_parameters_leave_the_address(client):
    response = client.get("/en/commitments/?q=&region=europe&sort=&year=&region=americas")

    assert response.headers["Location"] == "/en/commitments/?region=europe&region=americas"


@pytest.mark.parametrize("cursor", ["after=x", "before=e30", "after=WzFd"])
def test_a_cursor_of_ones_own_making_is_refused(client, cursor):
    two_countries()
    page(client, cursor, status=422)


def test_nobody_rated_is_not_no(client):
    enter_rows(one_row(1))
    result = page(client).partition('<ol class="explored"')[2]

    assert result.count("Not rated") == 2
    assert ">No<" not in result


def test_it_says_when_completion_was_rated(client):
    enter_rows(one_row(1, **{COMPLETION: "Substantial"}))

    assert re.search(r"Substantial</strong>\s*<span class=\"quiet\">at the end of the term", page(client))


def test_words_in_place_of_a_date_are_quoted(client):
    enter_rows(one_row(1, **{"Start Date": "3/14/2018", "End Date": "Underway"}))

    assert "March 14, 2018 to <q>Underway</q>" in page(client)


def test_members_known_from_the_data_alone_are_marked(client):
    enter_rows(one_row(1))

    assert 'class="explored__reference">reference<' in page(client)


def test_nothing_here_says_how_data_comes(client):
    assert "parvis import-commitments FILE.csv" in page(client)


def test_nothing_found_says_which_choice_to_leave_out(client):
    two_countries()
    html = page(client, "q=compras&completion=complete")

    assert 'href="?completion=complete">Leave out Words “compras”</a> <span class="quiet">1 commitment<' in html
    assert 'href="?q=compras">Leave out Completion</a> <span class="quiet">1 commitment<' in html


def test_pages_lead_on_and_back(client):
    enter(generated_file(60))
    first = page(client)
    [after] = re.findall(r'after=([^"&]+)" rel="next"', first)
    second = page(client, f"after={after}")
    [before] = re.findall(r'before=([^"&]+)" rel="prev"', second)

    assert not set(titles(first)) & set(titles(second))
    assert titles(page(client, f"before={before}")) == titles(first)


def test_the_best_match_is_offered_where_there_are_words(client):
    two_countries()

    assert "Best match first" in page(client, "q=open")
    assert "Best match first" not in page(client)
    assert "Sorted otherwise" in page(client, "sort=best")


def test_it_sorts_by_title(client):
    two_countries()

    assert titles(page(client, "sort=title")) == ["Compras públicas", "Open harbours", "Open rivers"]


def test_the_picture_has_its_table(client):
    two_countries()
    html = page(client)

    assert "How these commitments ended" in html
    assert "The figures behind this chart" in html


def test_all_values_can_be_reached(client):
    enter(generated_file(150))
    html = page(client)

    assert len(counts(html, "member")) == 75
    assert "65 more" in html


def test_what_is_chosen_is_among_those_shown(client):
    enter(generated_file(150))
    chosen = sorted(counts(page(client), "member"))[-1]
    shown = page(client, f"member={chosen}").partition(">64 more")[0]

    assert f'value="{chosen}" form="explore" checked' in shown


def test_robots_read_the_bare_page_alone(client):
    two_countries()

    assert "noindex" not in page(client)
    assert "noindex" in page(client, "completion=complete")


def test_robots_are_kept_from_what_has_no_end(client):
    said = client.get("/robots.txt").content.decode()

    assert "Disallow: /*/commitments/compare/" in said
    assert "Disallow: /*/commitments/export" in said


def test_it_is_in_the_sitemap(client):
    said = b"".join(client.get("/sitemap-pages-1.xml")).decode()

    assert "/en/commitments/</loc>" in said


def test_a_draft_is_not_there(client):
    CommitmentFactory(plan__draft=True, title={"en": "Secret harbour"})
    CommitmentFactory(title={"en": "Open harbour"})
    search.rebuild()

    assert titles(page(client)) == ["Open harbour"]


@pytest.mark.parametrize("query", ["", "q=procurement+water+the", f"q=a&{STORY}", "sort=-ends&region=europe"])
def test_it_asks_the_database_no_more_often_for_many_than_for_few(client, query):
    rows = generated_rows(205)
    enter(file_of(*rows[:5]))
    few = queries_of(client, query)
    enter(file_of(*rows[5:]))
    many = queries_of(client, query)

    assert many <= few
    assert many <= MOST_QUERIES


def queries_of(client, query):
    cache.clear()
    with CaptureQueriesContext(connection) as asked:
        page(client, query)
    return len(asked)


def test_it_opens_no_session(client):
    two_countries()

    assert client.get(f"/en/commitments/?{STORY}").cookies == {}


def test_a_procurement_commitment_is_found_in_french_too(client):
    enter_rows(one_row(1, **{PROCUREMENT: "1"}))

    assert "Marchés publics" in page(client, "policy-area=public-procurement", "fr")


@pytest.mark.parametrize(
    ("language", "count", "said"),
    [
        ("en", 1000, "1000"),
        ("en", 1001, "more than 1,000"),
        ("fr", 1000, "1000"),
        ("fr", 1001, "plus de 1\u00a0000"),
    ],
)
def test_beyond_a_thousand_nobody_counts(language, count, said):
    with translation.override(language):
        assert counted(count).replace("\u202f", "\u00a0").replace("de 1 000", "de 1\u00a0000") == said
