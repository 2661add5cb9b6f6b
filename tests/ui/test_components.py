import re
from datetime import UTC, date, datetime

import pytest
import rules
from django.contrib.auth.models import AnonymousUser
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from parvis.kernel.dates import PartialDate
from parvis.kernel.languages import Multilingual
from parvis.kernel.pages import Page
from parvis.ui.samples import Segment
from tools import house


def drawn(source, address="/en/", **context):
    return Template(source).render(Context({"request": RequestFactory().get(address), **context}))


def test_a_card_without_an_address_is_no_link():
    assert "<a " not in drawn('{% card "Title" %}words{% endcard %}')


def test_a_title_is_escaped():
    assert "&lt;b&gt;" in drawn("{% card title %}words{% endcard %}", title="<b>")


def test_what_is_inside_is_not_escaped_again():
    assert "<p>words</p>" in drawn('{% card "Title" %}<p>words</p>{% endcard %}')


def test_a_pager_keeps_what_else_the_address_says():
    page = Page(rows=[], after="a&b", before=None)

    html = drawn("{% pager page %}", "/en/register/?kind=plan&after=old", page=page)

    assert 'href="?kind=plan&amp;after=a%26b"' in html


def test_a_pager_goes_back_from_where_it_went_forward():
    html = drawn("{% pager page %}", "/en/?after=old", page=Page(rows=[], after=None, before="b"))

    assert 'href="?before=b"' in html


def test_a_list_of_one_page_has_no_pager():
    assert drawn("{% pager page %}", page=Page(rows=[], after=None, before=None)) == ""


@pytest.mark.parametrize(
    ("moment", "iso", "words"),
    [
        (PartialDate("2022"), "2022", "2022"),
        (PartialDate("2022-04"), "2022-04", "avril 2022"),
        (date(2022, 4, 1), "2022-04-01", "1er avril 2022"),
        (date(2022, 4, 11), "2022-04-11", "11 avril 2022"),
        (datetime(2022, 4, 1, 9, 5, tzinfo=UTC), "2022-04-01T09:05:00+00:00", "1er avril 2022, 09 h 05"),
    ],
)
def test_a_moment_reads_to_people_and_to_machines(moment, iso, words):
    with translation.override("fr"):
        assert drawn("{% when moment %}", moment=moment) == f'<time datetime="{iso}">{words}</time>'


def test_a_date_that_no_source_gives_is_not_left_blank():
    assert "Not stated" in drawn("{% when None %}")


def test_a_change_is_told_to_those_who_hear_it():
    html = drawn("{% text_diff parts %}", parts=[Segment("delete", "three"), Segment("insert", "five")])

    assert html.index("removed:") < html.index("three") < html.index("added:") < html.index("five")


@pytest.mark.parametrize(("done", "of", "width"), [(4, 5, "80%"), (0, 0, "0%"), (7, 5, "100%")])
def test_progress_stays_within_its_bar(done, of, width):
    assert f'progress__done" width="{width}"' in drawn("{% progress done of %}", done=done, of=of)


def test_a_fingerprint_comes_in_groups_of_four():
    assert drawn("{% fingerprint 'abcdefghij' %}").count("<span>") == 3


@pytest.mark.parametrize("whose", ["government", "evaluator", "public"])
def test_a_voice_says_whose_it_is(whose):
    assert f"What the {whose} says" in drawn("{% voice whose %}words{% endvoice %}", whose=whose)


def test_no_fourth_voice_is_made_up():
    with pytest.raises(KeyError):
        drawn('{% voice "nobody" %}words{% endvoice %}')


def test_a_text_in_another_language_is_marked():
    with translation.override("en"):
        html = drawn("{{ text }}", text=Multilingual({"fr": "Portail"}))

    assert html == '<span lang="fr">Portail</span> <span class="language-mark">in French</span>'


def test_its_plain_words_are_not():
    assert drawn("{{ text|plain }}", text=Multilingual({"fr": "L’<portail>"})) == "L’&lt;portail&gt;"


def test_what_is_not_there_has_no_words():
    assert drawn("{% firstof nothing|plain 'something' %}") == "something"


def test_a_text_is_given_in_the_language_asked_for():
    text = Multilingual({"en": "Portal", "fr": "Portail"})

    assert drawn('{% in_language text "fr" %}', text=text) == '<span lang="fr">Portail</span>'


def test_a_text_that_does_not_exist_in_it_is_not_replaced():
    assert drawn('{% in_language text "fr" %}', text=Multilingual({"en": "Portal"})) == ""


@pytest.fixture
def asked():
    """A permission that notes who asked for it."""
    seen = []
    rules.add_perm("ui.try_out", rules.predicate(lambda by, subject: seen.append((by, subject)) or True))
    yield seen
    rules.remove_perm("ui.try_out")


def test_a_visitor_asks_as_a_visitor(asked):
    html = drawn('{% may "ui.try_out" "it" as allowed %}{% if allowed %}yes{% endif %}')

    assert html == "yes"
    assert isinstance(asked[0][0], AnonymousUser)


def test_a_fact_has_its_name_and_its_words():
    html = drawn('{% row "Budget" %}<b>none</b>{% endrow %}')

    assert re.search(r"<dt[^>]*>Budget</dt>\s*<dd[^>]*><b>none</b></dd>", html)


def test_a_way_to_change_a_fact_says_which():
    assert 'Change<span class="visually-hidden"> (Budget)' in drawn('{% row "Budget" "/change/" %}none{% endrow %}')


@pytest.mark.parametrize(
    "path", sorted((house.PACKAGE / "ui" / "templates" / "components").iterdir()), ids=lambda path: path.stem
)
def test_no_component_is_empty(path):
    assert path.read_text().strip()
