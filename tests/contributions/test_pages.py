import pytest
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import reverse

from parvis.contributions import commands, queries
from parvis.contributions.models import Contribution
from parvis.contributions.types import Ground
from parvis.kernel import urns
from tests.accounts.factories import MemberFactory, PersonFactory, administrator_of
from tests.contributions.factories import ContributionFactory, leaf

pytestmark = pytest.mark.django_db

OF_A_PERSON = "urn:parvis:person:6a5f0e3e-0000-4000-8000-000000000000"
TYPED = {"text": "Publish the minutes too.", "language": "en", "signature": ""}


def submitting(subject) -> str:
    return reverse("contributions:submit_contribution", args=[subject.urn])


@pytest.fixture
def ana(client):
    person = PersonFactory()
    client.force_login(person)
    return person


def test_a_comment_is_published_and_its_place_shown(client, ana, shown):
    subject = shown(leaf())
    answer = client.post(submitting(subject), TYPED)
    made = Contribution.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/en/leaf/#contribution-{made.uid}")


def test_signed_out_people_are_asked_to_sign_in_and_brought_back(client, shown):
    subject = shown(leaf())
    answer = client.get(submitting(subject))
    assert answer.status_code == 302
    assert "next=/en/contributions/on/" in answer["Location"]


@pytest.mark.parametrize("typed", [{"text": "", "signature": "Ana"}, {"text": "x" * 5001, "signature": "Ana"}])
def test_what_was_typed_survives_a_mistake(client, ana, shown, typed):
    answer = client.post(submitting(shown(leaf())), TYPED | typed)
    assert answer.status_code == 422
    assert typed["text"] in answer.content.decode()
    assert 'value="Ana"' in answer.content.decode()


def test_what_was_typed_survives_a_text_that_closes_meanwhile(client, ana, shown):
    answer = client.post(submitting(shown(leaf(is_open=False))), TYPED)
    assert answer.status_code == 422
    assert TYPED["text"] in answer.content.decode()


def test_what_was_typed_survives_having_said_too_much(client, ana, shown):
    for _ in range(5):
        ContributionFactory(author=ana)
    answer = client.post(submitting(shown(leaf())), TYPED)
    assert answer.status_code == 422
    assert TYPED["text"] in answer.content.decode()


@pytest.mark.parametrize("address", ["urn:parvis:leaf:x", "leaf", OF_A_PERSON])
def test_what_is_no_subject_is_not_found(client, ana, shown, address):
    assert client.post(reverse("contributions:submit_contribution", args=[address]), TYPED).status_code == 404


def test_a_comment_has_a_page_of_its_own(client, shown):
    made = ContributionFactory(on=shown(leaf()), text="<b>Bold</b>")
    page = client.get(made.get_absolute_url()).content.decode()
    assert "&lt;b&gt;Bold&lt;/b&gt;" in page


def test_the_page_of_a_withdrawn_comment_is_gone(client, shown):
    made = ContributionFactory(on=shown(leaf()))
    commands.withdraw_contribution(made, by=made.author)
    assert client.get(made.get_absolute_url()).status_code == 404


def test_a_hidden_comment_shows_why_and_not_what(client, shown):
    made = ContributionFactory(on=shown(leaf(member := MemberFactory())), text="Secret words")
    commands.hide_contribution(made, by=administrator_of(member), ground=Ground.HATE)
    page = client.get(made.get_absolute_url()).content.decode()
    assert "Insults, threats" in page
    assert "Secret words" not in page


def test_a_moderator_hides_a_comment_on_its_page(client, shown):
    made = ContributionFactory(on=shown(leaf(member := MemberFactory())))
    client.force_login(administrator_of(member))
    client.post(reverse("contributions:hide_contribution", args=[made.uid]), {"ground": "hate", "note": ""})
    made.refresh_from_db()
    assert made.is_hidden


def test_a_comment_is_not_hidden_without_a_reason(client, shown):
    made = ContributionFactory(on=shown(leaf(member := MemberFactory())))
    client.force_login(administrator_of(member))
    assert client.post(reverse("contributions:hide_contribution", args=[made.uid])).status_code == 422


@pytest.mark.parametrize("act", ["hide", "restore", "withdraw"])
def test_a_question_is_only_put_to_those_who_may_answer(client, ana, shown, act):
    made = ContributionFactory(on=shown(leaf()))
    assert client.get(reverse(f"contributions:{act}_contribution", args=[made.uid])).status_code == 403


def test_a_moderator_shows_it_again(client, shown):
    made = ContributionFactory(on=shown(leaf(member := MemberFactory())))
    moderator = administrator_of(member)
    commands.hide_contribution(made, by=moderator, ground=Ground.HATE)
    client.force_login(moderator)
    client.post(reverse("contributions:restore_contribution", args=[made.uid]))
    made.refresh_from_db()
    assert made.is_published


def test_an_author_withdraws_after_being_asked(client, ana, shown):
    made = ContributionFactory(on=shown(leaf()), author=ana)
    address = reverse("contributions:withdraw_contribution", args=[made.uid])
    assert "Withdraw your comment?" in client.get(address).content.decode()
    client.post(address)
    assert not Contribution.objects.public().exists()


def partial(thread, viewer) -> str:
    request = RequestFactory().get("/en/leaf/")
    request.user = viewer
    if viewer.is_authenticated:
        request.COOKIES["sessionid"] = "x"
    return render_to_string("contributions/_contributions.html", {"thread": thread}, request=request)


def test_the_partial_offers_the_form_to_people_signed_in():
    assert "<textarea" in partial(queries.on(leaf()), PersonFactory())


def test_the_partial_offers_others_to_sign_in_and_needs_no_token():
    page = partial(queries.on(leaf()), AnonymousUser())
    assert ("Sign in to comment" in page, "csrfmiddlewaretoken" in page) == (True, False)


def test_the_partial_says_when_nothing_can_be_said():
    page = partial(queries.on(leaf(is_open=False)), PersonFactory())
    assert ("not open for comment" in page, "<textarea" in page) == (True, False)


def test_the_partial_costs_one_query_however_much_was_said(django_assert_num_queries):
    subject = leaf()
    for _ in range(queries.SIZE + 1):
        ContributionFactory(on=subject)
    with django_assert_num_queries(1):
        page = partial(queries.on(subject), AnonymousUser())
    assert page.count("<article") == queries.SIZE


def test_pages_of_comments_follow_each_other():
    subject = leaf()
    made = [ContributionFactory(on=subject) for _ in range(queries.SIZE + 3)]
    first = queries.on(subject)
    second = queries.on(subject, after=first.page.after)
    assert [*first.page, *second.page] == made[::-1]


def test_the_journal_calls_a_comment_by_what_it_is_about(shown):
    made, gone = ContributionFactory(on=shown(leaf())), ContributionFactory(on=shown(leaf()))
    commands.withdraw_contribution(gone, by=gone.author)
    named = urns.resolve([made.urn, gone.urn], AnonymousUser())
    assert [(str(named[one.urn].title), named[one.urn].url) for one in (made, gone)] == [
        ("a comment on A leaf", made.get_absolute_url()),
        ("a comment on A leaf", None),
    ]
