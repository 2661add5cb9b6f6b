import pytest
from django.http import Http404
from django.template.loader import render_to_string
from django.utils.translation import override

from parvis.kernel import urns
from parvis.texts import queries
from tests.texts.conftest import OWNER
from tests.texts.factories import PASSAGES, draft_of, passages, text_of

SECOND = {
    "action": {"en": "Make the portal far easier to use.", "fr": PASSAGES["action"]["fr"]},
    "relevance": {"en": "It is public.", "fr": "C’est public."},
}

pytestmark = pytest.mark.django_db


@pytest.fixture
def text(body):
    text_of("urn:parvis:essay:00000000-0000-4000-8000-00000000000f", body, PASSAGES, SECOND, PASSAGES)
    return text_of(OWNER, body, PASSAGES, SECOND)


def test_the_text_of_an_owner_comes_with_its_current_version(text, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert queries.text_of(OWNER).current.number == 2


def test_versions_are_listed_newest_first_with_how_much_changed(text):
    assert [(version.number, version.change_count) for version in queries.versions(text)] == [(2, 3), (1, 0)]


def test_passages_are_as_they_were_written(text):
    assert queries.passages(queries.version(text, 1)) == passages(PASSAGES)


def test_sections_are_named_as_their_owner_says(text):
    assert [str(section.label) for section in queries.sections(queries.version(text, 1))] == ["The problem", "Action"]


def test_a_comparison_goes_by_the_new_order_then_what_only_the_old_one_had(text):
    found = queries.comparison(text, 1, 2)
    assert [(heading.heading, heading.pairs[0].kind) for heading in found.headings] == [
        ("action", "reworded"),
        ("relevance", "added"),
        ("problem", "removed"),
    ]


def test_a_comparison_may_go_backwards(text):
    assert {pair.kind for heading in queries.comparison(text, 2, 1).headings for pair in heading.pairs} == {
        "added",
        "removed",
        "reworded",
    }


def test_a_proposal_shows_what_would_change_and_stores_nothing(text):
    proposed = queries.proposal(text.current, passages(PASSAGES))
    assert (proposed.is_changed, queries.versions(text).count()) == (True, 2)


def test_comparing_costs_two_queries(text, django_assert_num_queries):
    with django_assert_num_queries(2):
        queries.comparison(text, 1, 2)


@pytest.mark.parametrize("numbers", [(1, 3), (0, 1), (7, 8)])
def test_a_version_that_is_not_there_is_not_found(text, numbers):
    with pytest.raises(Http404):
        queries.comparison(text, *numbers)


def test_readers_see_what_was_added_in_words_too(text):
    page = render_to_string("texts/_comparison.html", {"comparison": queries.comparison(text, 1, 2)})
    assert '<ins><span class="visually-hidden">added: </span>far ' in page


def test_a_change_in_the_other_language_only_is_said(text):
    with override("fr"):
        page = render_to_string("texts/_comparison.html", {"comparison": queries.comparison(text, 1, 2)})
    assert page.count("Les mots sont les mêmes dans cette langue.") == 1


def test_a_clause_can_be_pointed_at(text):
    page = render_to_string("texts/_clauses.html", {"sections": queries.sections(queries.version(text, 1))})
    assert 'id="problem-1"' in page


def test_the_list_of_versions_leads_to_what_changed(text):
    page = render_to_string("texts/_versions.html", {"versions": queries.versions(text), "versions_url": "/v/"})
    assert 'href="/v/?old=1&amp;new=2"' in page


def test_a_version_is_called_as_what_owns_its_text(text):
    version = queries.version(text, 2)
    named = urns.resolve([version.urn], "somebody")[version.urn]
    assert (str(named.title), named.url) == ("An essay, version 2", f"/essays/{OWNER.rpartition(':')[2]}/")


def test_a_text_is_named_only_to_those_who_may_see_its_owner(text):
    assert urns.resolve([text.urn, queries.version(text, 2).urn], "nobody") == {}


def test_a_draft_is_named_to_nobody(body):
    draft = draft_of("urn:parvis:essay:00000000-0000-4000-8000-0000000000dd", body)
    assert urns.resolve([draft.current.urn], "somebody") == {}
