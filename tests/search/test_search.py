import uuid

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection

from parvis.kernel import urns
from parvis.kernel.errors import Invalid
from parvis.kernel.languages import Multilingual
from parvis.kernel.urns import Named
from parvis.search import commands, queries
from parvis.search.models import Entry
from parvis.search.types import Indexed, declare_source

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def kinds(monkeypatch):
    """Two kinds of thing that everyone may see."""
    monkeypatch.setattr(urns, "_kinds", {})
    monkeypatch.setattr("parvis.search.types._sources", {})
    for kind in ("leaf", "tree"):
        urns.declare(
            kind, label=kind.title(), resolve=lambda uids, viewer: {uid: Named(str(uid), f"/{uid}/") for uid in uids}
        )


def thing(title: str = "", body: str = "", *, kind: str = "leaf", language: str = "fr") -> Indexed:
    return Indexed(urns.urn(kind, uuid.uuid4()), Multilingual({language: title}), Multilingual({language: body}))


def test_a_french_market_is_no_english_month():
    commands.index([french := thing("Les marchés publics"), thing("Public meetings in March", language="en")])

    assert found("marchés publics") == [french.urn]


def found(text: str, **options) -> list[str]:
    results = queries.search(text, languages=["fr", "en"], viewer=AnonymousUser(), **options)
    assert results.total == len(results.hits)
    return [hit.urn for hit in results.hits]


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("données ouvertes", "donnees"),
        ("donnees", "Données"),
        ("les engagements du Québec", "engagement quebec"),
        ("l’engagement", "engagements"),
        ("un cœur", "coeur"),
        ("le plan d’action", "plan d'action"),
        ("LOI 25 (2021)", "loi 25"),
        ("micro-acquisitions", "micro acquisition"),
        ("la transparence", "« transparence »"),
        ("plan", "plan OR \"(*) NOT ' & | : ·"),
    ],
)
def test_words_are_found_whatever_their_accents_capitals_endings_and_signs(text, asked):
    entry = thing(text)
    commands.index([entry, thing("autre chose")])
    assert found(asked) == ([entry.urn] if "OR" not in asked else [])


@pytest.mark.parametrize("asked", ["", "   ", "…", "'", "·", "%"])
def test_no_word_finds_nothing(asked):
    commands.index([thing("plan")])
    assert found(asked) == []


def test_all_words_must_be_there():
    both = thing("plan", "données")
    commands.index([both, thing("plan"), thing("données")])
    assert found("données plan") == [both.urn]


def test_words_without_meaning_need_not_be_there():
    entry = thing("plan de transport")
    commands.index([entry])
    assert found("le plan pour le transport") == [entry.urn]


def test_words_without_meaning_are_found_when_nothing_else_is_asked():
    entry = thing("être ou ne pas être")
    commands.index([entry, thing("plan")])
    assert found("ou") == [entry.urn]


def test_a_word_is_compared_in_its_own_language():
    """`figures` is one word in English, another in French: each is stemmed by its own rules."""
    english, french = thing("universities", language="en"), thing("universités", language="fr")
    commands.index([english, french])
    assert queries.search("university", languages=["en"], viewer=None).total == 1


def test_a_thing_in_two_languages_is_found_once():
    text = Multilingual({"fr": "Plan 2021", "en": "Plan 2021"})
    entry = Indexed(urns.urn("leaf", uuid.uuid4()), text)
    commands.index([entry])
    assert found("plan 2021") == [entry.urn]


def test_the_title_weighs_more_than_the_body():
    in_body = thing("autre", "transport transport transport " + "mot " * 20)
    in_title = thing("transport", "mot " * 20)
    commands.index([in_body, in_title])
    assert found("transport") == [in_title.urn, in_body.urn]


def test_one_kind_can_be_asked_for():
    leaf, tree = thing("plan"), thing("plan", kind="tree")
    commands.index([leaf, tree])
    assert found("plan", kind="tree") == [tree.urn]


def test_what_is_indexed_again_is_found_as_it_is_now():
    entry = thing("avant")
    commands.index([entry])
    commands.index([Indexed(entry.urn, Multilingual({"fr": "après"}))])
    assert (found("avant"), found("après")) == ([], [entry.urn])


def test_what_is_removed_is_not_found():
    gone, kept = thing("plan"), thing("plan")
    commands.index([gone, kept])
    commands.remove(gone.urn)
    assert found("plan") == [kept.urn]


def test_what_the_viewer_may_not_see_is_not_shown(monkeypatch):
    entry, hidden = thing("plan"), thing("plan")
    commands.index([entry, hidden])
    shown = uuid.UUID(entry.urn.rpartition(":")[2])
    urns.declare("leaf", label="Leaf", resolve=lambda uids, viewer: {shown: Named("Shown")})
    assert [hit.urn for hit in queries.search("plan", languages=["fr"], viewer=None).hits] == [entry.urn]


def test_pages_follow_each_other_without_a_gap():
    commands.index(thing("plan") for _ in range(queries.SIZE + 5))
    first = queries.search("plan", languages=["fr"], viewer=None)
    second = queries.search("plan", languages=["fr"], viewer=None, after=first.after)
    again = queries.search("plan", languages=["fr"], viewer=None, before=second.before)
    assert len({hit.urn for hit in [*first.hits, *second.hits]}) == queries.SIZE + 5
    assert again.hits == first.hits


def test_the_first_page_has_none_before_it_and_the_last_none_after():
    commands.index(thing("plan") for _ in range(3))
    results = queries.search("plan", languages=["fr"], viewer=None)
    assert (results.before, results.after) == (None, None)


@pytest.mark.parametrize("cursor", ["x", "-1", "99999", "1.5"])
def test_a_cursor_that_was_not_made_here_is_refused(cursor):
    commands.index([thing("plan")])
    with pytest.raises(Invalid):
        queries.search("plan", languages=["fr"], viewer=None, after=cursor)


def test_a_page_costs_a_few_queries(django_assert_max_num_queries):
    commands.index([*(thing("plan") for _ in range(30)), *(thing("plan", kind="tree") for _ in range(30))])
    with django_assert_max_num_queries(3):
        queries.search("plan", languages=["fr", "en"], viewer=None)


def test_a_very_long_text_is_found_by_its_first_words():
    entry = thing("plan", " ".join(f"mot{n}" for n in range(30_000)))
    commands.index([entry])
    assert found("mot15000") == [entry.urn]


def test_a_new_index_holds_what_the_rooms_declare_and_nothing_else():
    kept, gone, orphan = thing("plan"), thing("plan"), thing("plan", kind="tree")
    commands.index([kept, gone, orphan])
    declare_source("leaf", lambda: [kept])
    assert commands.rebuild() == {"leaf": 1}
    assert (found("plan"), Entry.objects.count()) == ([kept.urn], 1)


def test_words_go_with_their_entry():
    entry = thing("plan")
    commands.index([entry])
    Entry.objects.all().delete()
    table = "search_entry" if connection.vendor == "postgresql" else "search_words"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")  # noqa: S608 -- no input in it
        assert cursor.fetchone() == (0,)
