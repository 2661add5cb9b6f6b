"""Two to five commitments side by side."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parvis.plans.models import Commitment
from tests.plans.factories import CommitmentFactory, InvolvementFactory
from tests.site.explored import COMPLETION, enter_rows, one_row

pytestmark = pytest.mark.django_db


def some(count):
    numbers = range(1, count + 1)
    enter_rows(*(one_row(number, **{"Commitment Title": f"Promise {number}"}) for number in numbers))
    return list(Commitment.objects.order_by("pk"))


def page(client, commitments, language="en", more=""):
    named = "&".join(f"c={getattr(one, 'uid', one)}" for one in commitments)
    response = client.get(f"/{language}/commitments/compare/?{named}{more}")
    assert response.status_code == 200
    return response.content.decode()


def test_they_stand_side_by_side_with_links(client):
    found = some(3)
    html = page(client, found)

    assert html.count('<th scope="col">') == 3
    assert all(f'href="{one.get_absolute_url()}"' in html for one in found)


def test_what_was_written_stands_beside_what_was_read_of_it(client):
    enter_rows(one_row(1, **{"Start Date": "Quarter 1 2014"}), one_row(2, **{"Start Date": "Underway"}))
    html = page(client, Commitment.objects.all())

    assert "<q>Quarter 1 2014</q>" in html
    assert "<q>Underway</q>" in html


def test_a_number_is_shown_as_people_write_it_and_kept_as_written(client):
    enter_rows(one_row(1, **{"Commitment Number": "2.2000000000000002"}), one_row(2))
    html = page(client, Commitment.objects.all())
    exported = b"".join(client.get("/en/commitments/export-ogp.csv")).decode()

    assert "<td>2.2</td>" in re.sub(r"\s*\n\s*", "", html)
    assert ",2.2000000000000002," in exported


def test_each_rating_has_its_own_row_where_any_has_it(client):
    enter_rows(one_row(1, **{COMPLETION: "Complete", "Specificity": "High"}), one_row(2))
    html = page(client, Commitment.objects.all())

    assert '<th scope="row">Specificity</th><td>High</td><td><span class="missing">Not rated</span></td>' in (
        html.replace("\n", "")
    )
    assert '<th scope="row">Potential impact</th>' not in html


def test_a_table_wider_than_the_screen_says_that_it_can_be_scrolled(client):
    html = page(client, some(3))

    assert "scroll it sideways" in html
    assert re.search(r'<div class="table" role="region" aria-labelledby="side-by-side" tabindex="0">', html)


def test_they_come_in_the_order_in_which_they_were_chosen(client):
    """A form sends what is ticked in the order of the page, and what is chosen elsewhere below it."""
    first, second, third = some(3)
    html = page(client, [second, third, first], more=f"&earlier={first.uid},{second.uid}")

    assert re.findall(r'<th scope="col"><a href="[^"]*">(Promise \d)', html) == ["Promise 1", "Promise 2", "Promise 3"]


def test_the_order_of_what_is_chosen_is_sent_with_it(client):
    first, second = some(2)
    html = client.get(f"/en/commitments/?c={second.uid}&c={first.uid}").content.decode()

    assert f'<input type="hidden" name="earlier" value="{second.uid},{first.uid}">' in html


def test_what_is_no_longer_ticked_is_not_compared(client):
    found = some(3)

    assert "Promise 3" not in page(client, found[:2], more=f"&earlier={found[2].uid},zz")


def test_what_is_ticked_stays_when_a_choice_is_dropped(client):
    ticked = some(1)[0].uid
    html = client.get(f"/en/commitments/?q=promise&region=europe&c={ticked}").content.decode()

    chips = re.findall(r'class="chip" href="([^"]*)"', html)
    assert chips == [f"?region=europe&amp;c={ticked}", f"?q=promise&amp;c={ticked}"]
    assert f'class="chips__clear" href="/en/commitments/?c={ticked}"' in html


def test_what_is_ticked_stays_where_nothing_matches(client):
    ticked = some(1)[0].uid
    html = client.get(f"/en/commitments/?q=zebra&c={ticked}").content.decode()

    assert f'<a href="?c={ticked}">Leave out' in html
    assert f'<a href="/en/commitments/?c={ticked}">Show all commitments</a>' in html


def test_one_alone_is_told_what_to_do(client):
    html = page(client, some(1))

    assert "There is nothing to compare yet" in html
    assert "Promise 1" in html


def test_none_is_too(client):
    assert "Choose two to five commitments" in page(client, [])


def test_six_are_too_many_and_each_can_be_left_out(client):
    html = page(client, some(6))

    assert "These are too many to compare" in html
    assert html.count(">remove<") == 6


def test_what_names_nothing_is_left_out(client):
    assert page(client, [*some(2), "nonsense", "0" * 32]).count('<th scope="col">') == 2


def test_the_same_twice_is_one(client):
    [one] = some(1)

    assert "There is nothing to compare yet" in page(client, [one, one])


def test_the_way_back_leads_to_the_selection(client):
    chosen = some(2)
    html = page(client, chosen, more="&from=region%3Deurope%26q%3Dwater")

    kept = "".join(f"&amp;c={one.uid}" for one in chosen)
    assert f'href="/en/commitments/?region=europe&amp;q=water{kept}"' in html


def test_what_was_chosen_on_another_page_stays_chosen(client, django_assert_max_num_queries):
    index = some(30)
    shown = client.get("/en/commitments/").content.decode()
    away = next(one for one in index if f'id="c-{one.uid}"' not in shown)
    here = next(one for one in index if f'id="c-{one.uid}"' in shown)

    with django_assert_max_num_queries(8):
        html = client.get(f"/en/commitments/?c={away.uid}&c={here.uid}").content.decode()

    boxes = re.findall(r'<input class="govuk-checkboxes__input" type="checkbox"[^>]*name="c"[^>]*checked>', html)
    assert len(boxes) == 2
    assert html.count(f'<input type="hidden" name="c" value="{away.uid}">') == 1
    assert any(f"c={away.uid}" in link for link in re.findall(r'href="[^"]*after=[^"]*"', html))


def test_the_way_back_leads_nowhere_else(client):
    html = page(client, some(2), more="&from=https://elsewhere.example/")

    assert 'href="/en/commitments/?https%3A%2F%2Felsewhere.example%2F=&amp;c=' in html


def test_a_draft_cannot_be_compared(client):
    draft = CommitmentFactory(plan__draft=True, title={"en": "Secret harbour"})

    assert "Secret harbour" not in page(client, [draft, *some(2)])


def test_it_asks_as_often_for_five_as_for_two(client):
    found = some(5)
    for one in found:
        InvolvementFactory.create_batch(3, commitment=one, plan=one.plan)
    queries = []
    for count in (2, 5):
        with CaptureQueriesContext(connection) as asked:
            page(client, found[:count])
        queries.append(len(asked))

    assert queries[1] <= queries[0] <= 8


def test_they_can_be_taken_along(client):
    found = some(2)

    assert f'href="/en/commitments/export.csv?c={found[0].uid}&amp;c={found[1].uid}"' in page(client, found)


def test_robots_stay_out(client):
    assert 'content="noindex"' in page(client, some(2))
