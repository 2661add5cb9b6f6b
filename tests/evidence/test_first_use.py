"""What someone meets who uses the evidence pages for the first time."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from parvis.evidence import commands
from parvis.evidence.errors import NothingToCapture
from parvis.evidence.types import Keeping
from parvis.kernel.fetching.errors import NotReached
from parvis.kernel.types import PLATFORM
from tests.evidence.fieldwork import consent, consulted, interview, page
from tests.evidence.files import PDF
from tests.evidence.scanner import clamd

pytestmark = pytest.mark.django_db
REFUSED = "https://example.org:8443/plan"


@pytest.fixture
def web(settings):
    settings.FETCH = "web"


@pytest.fixture
def cite(person, body):
    return lambda url: commands.cite(by=person, body=body, kind="web_page", url=url)


def said(client, address):
    return " ".join(client.get(address).content.decode().split())


def own(client, name, plan, *args, **about):
    return said(client, page(name, plan.member, *args, **about))


# The copy of a page


def test_while_a_copy_waits_none_is_offered(staff, cite, web):
    citation = cite("https://example.org/plan")
    shown = said(staff, citation.get_absolute_url())
    assert ("Correct its title or its date" in shown, "Copy the page now" in shown) == (True, False)
    commands.fail_capture(citation.page.captures.get(), NotReachedForGood("x"), by=PLATFORM)
    shown = said(staff, citation.get_absolute_url())
    assert ("Look after this source" in shown, "Copy the page now" in shown) == (True, True)


class NotReachedForGood(NotReached):
    may_pass = False


def test_an_address_that_is_never_copied_says_so_at_once_and_offers_no_copy(staff, cite, web):
    citation = cite(REFUSED)
    shown = said(staff, citation.get_absolute_url())
    assert (citation.page.is_waiting, citation.page.captures.exists()) == (False, False)
    assert ("names an unusual port" in shown, "Copy the page now" in shown) == (True, False)


def test_nor_is_it_copied_when_someone_asks(staff, person, cite, web):
    citation = cite(REFUSED)
    with pytest.raises(NothingToCapture):
        commands.ask_for_capture(citation, by=person)
    asked = staff.post(reverse("evidence:ask_for_capture", args=[citation.uid]))
    assert (asked.status_code >= 400, citation.page.captures.exists()) == (True, False)


def test_the_page_that_asks_for_a_copy_has_a_way_back(staff, cite):
    citation = cite("https://example.org/plan")
    asked = staff.get(reverse("evidence:ask_for_capture", args=[citation.uid])).content.decode()
    crumbs = asked[asked.index('class="govuk-breadcrumbs') : asked.index("<h1")]
    assert f'href="{citation.get_absolute_url()}"' in crumbs


def test_a_platform_that_fetches_nothing_says_so_at_once(staff, cite, settings):
    settings.FETCH = "allowed"
    shown = said(staff, cite("https://example.org/plan").get_absolute_url())
    assert "This platform is set up to fetch nothing from other sites." in shown
    assert "A copy of the page is being made." not in shown


def test_a_try_that_failed_is_told_with_when_the_next_is(anonymous, cite, web):
    citation = cite("https://example.org/plan")
    assert "A copy of the page is being made." in said(anonymous, citation.get_absolute_url())
    for minutes in (2, 20, 180):
        commands.fail_capture(citation.page.captures.get(), NotReached("x"), by=PLATFORM)
        shown = said(anonymous, citation.get_absolute_url())
        assert "The site did not answer." in shown
        assert f"The next try comes within {minutes} minutes." in shown


# Citing


def typed(**facts):
    return {"source_kind": "web_page", "source_url": REFUSED, "source_title": "The plan"} | {
        "source_accessed_on": "2022-02-03",
        "source_language": "en",
        **facts,
    }


def test_the_look_before_citing_warns_of_what_is_never_copied(client, plan, evaluator, web):
    client.force_login(evaluator)
    address = page("record_source", plan.member, about=plan.urn)
    warned, fine = (
        client.post(address, typed(source_url=url)).content.decode() for url in (REFUSED, "https://example.org/plan")
    )
    warning = "The page can be cited, but not copied here."
    assert (warning in warned, "names an unusual port" in warned) == (True, True)
    assert ("Check before you confirm" in fine, warning in fine) == (True, False)


def test_an_empty_form_says_at_the_kinds_to_choose_one(client, plan, evaluator):
    """What each kind needs is said beside them before and after, and not as a mistake."""
    client.force_login(evaluator)
    address = page("record_source", plan.member, about=plan.urn)
    needs = "A web page needs its address"
    assert needs in client.get(address).content.decode()
    refused = client.post(address, {"source_language": "en"})
    errors, shown = refused.context["form"].errors, refused.content.decode()
    assert (refused.status_code, list(errors)) == (422, ["source_kind", "source_title"])
    assert errors["source_kind"] == ["Choose what the source is."]
    assert '<a href="#id_source_kind_0">What does this rest on? Choose what the source is.</a>' in shown
    assert 'aria-describedby="id_source_kind_helptext id_source_kind_error"' in shown
    assert needs in shown


@pytest.fixture
def look_at_an_upload(client, plan, evaluator):
    """What the look says before a document is cited."""

    def looked():
        client.force_login(evaluator)
        said = {"source_kind": "public_document", "source_title": "Minutes", "source_language": "en"}
        file = SimpleUploadedFile("minutes.pdf", PDF)
        answer = client.post(page("record_source", plan.member, about=plan.urn), {"source_file": file, **said})
        return answer.context["cautions"]

    return looked


def test_the_look_says_that_no_malware_scanner_has_seen_the_file(look_at_an_upload):
    assert ["not for malware: this installation has no scanner" in caution for caution in look_at_an_upload()] == [True]


def test_where_a_scanner_has_seen_the_file_there_is_nothing_to_say(look_at_an_upload, settings):
    with clamd() as (settings.MALWARE_SCANNER, _seen):
        assert look_at_an_upload() == []


@pytest.mark.parametrize("form", ["record_source", "record_consulted"])
def test_nobody_has_read_it_on_a_day_to_come(client, plan, evaluator, web, form):
    client.force_login(evaluator)
    given, name = {
        "record_source": (typed(source_url="https://example.org/plan"), "source_accessed_on"),
        "record_consulted": (
            {"title": "A memo", "note": "Secret", "keeping": "hash_only", "language": "en"}
            | {"source_file": SimpleUploadedFile("memo.txt", b"Memo")},
            "accessed_on",
        ),
    }[form]
    answer = client.post(page(form, plan.member, about=plan.urn), given | {name: "2099-01-01"})
    assert answer.context["form"].errors == {name: ["This day has not come yet. Give today or an earlier day."]}
    assert "fingerprint" not in answer.context


# What evaluators keep


@pytest.mark.parametrize("name", ["record_interview", "record_source", "record_consulted"])
def test_without_a_plan_or_report_they_are_offered(client, plan, evaluator, name):
    client.force_login(evaluator)
    shown = own(client, name, plan)
    assert ("Choose the plan or the report that it is for." in shown, f'href="?about={plan.urn}"' in shown) == (
        True,
        True,
    )
    assert client.get(page(name, plan.member, about=plan.urn)).status_code == 200


def test_what_evaluators_kept_names_the_plan_it_is_for(client, plan, about, evaluator):
    interview(about, evaluator), consulted(about, evaluator)
    client.force_login(evaluator)
    for name in ("fieldwork", "consulted"):
        assert f'For: <a href="{plan.get_absolute_url()}">{plan.title}</a>' in own(client, name, plan)


def test_what_is_only_hashed_has_no_content_to_erase(client, plan, about, evaluator):
    hashed = consulted(about, evaluator, Keeping.HASH_ONLY)
    client.force_login(evaluator)
    shown = own(client, "consulted", plan)
    assert ("Erase its content" in shown, "Erase its salt" in shown) == (False, True)
    assert "Erase its salt" in own(client, "erase_consulted", plan, hashed.uid)
    consulted(about, evaluator)
    assert "Erase its content" in own(client, "consulted", plan)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("disclose_consulted", "Its salt becomes public, on the register"),
        ("erase_consulted", "The file and its salt are erased for good"),
        ("withdraw_consent", "These words are taken off the pages and erased here for good"),
    ],
)
def test_what_is_not_undone_says_what_it_does(client, plan, about, evaluator, quotation, name, sentence):
    consent(quotation, evaluator)
    of = quotation if name == "withdraw_consent" else consulted(about, evaluator)
    client.force_login(evaluator)
    shown = own(client, name, plan, of.uid)
    assert (sentence in shown, "This cannot be undone." in shown) == (True, True)
