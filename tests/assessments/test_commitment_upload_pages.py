"""Commitment data enters through a page: a file is chosen, looked at, confirmed, and entered by a job."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import NoReverseMatch, reverse

from parvis.accounts.models import Member
from parvis.assessments import commands
from parvis.assessments.models import CommitmentFile, CommitmentRecord, CommitmentUpload
from parvis.jobs.tasks import Job
from parvis.jobs.worker import Worker
from parvis.kernel.clock import now
from parvis.kernel.types import PLATFORM
from parvis.register.models import Outbox
from parvis.search.models import Entry
from tests.accounts.factories import MemberFactory, MembershipFactory, administrator_of

from .commitment_files import generated
from .commitment_pages import CHOOSE, GOOD, IMPOSSIBLE, as_csv, chosen, confirmed, entered
from .commitment_rows import row
from .import_pages import shown

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client):
    MemberFactory()  # noise: another member
    person = administrator_of(MemberFactory())
    client.force_login(person)
    return person


def only_upload() -> CommitmentUpload:
    return CommitmentUpload.objects.get()


# Who may enter


@pytest.mark.parametrize("role", ["point_of_contact", "commitment_lead", "evaluator", "forum_member"])
def test_others_than_administrators_are_refused_in_words(client, role):
    client.force_login(MembershipFactory(role=role).person)

    answer = client.get(CHOOSE)

    assert answer.status_code == 403
    assert "your role does not allow this act" in shown(answer)


def test_an_administrator_enters(client, administrator):
    assert client.get(CHOOSE).status_code == 200


def test_who_is_not_signed_in_is_asked_to(client):
    assert "/account/login/" in client.get(CHOOSE)["Location"]


@pytest.mark.parametrize("page", ["/en/reports/", "/en/account/"])
def test_the_page_is_linked_for_who_may(client, administrator, page):
    assert f'href="{CHOOSE}"' in client.get(page).content.decode()


@pytest.mark.parametrize("page", ["/en/reports/", "/en/account/"])
def test_the_page_is_not_linked_for_others(client, page):
    client.force_login(MembershipFactory(role="evaluator").person)

    assert f'href="{CHOOSE}"' not in client.get(page).content.decode()


@pytest.mark.parametrize("state", CommitmentUpload.State.values)
@pytest.mark.parametrize("page", ["", "confirm/", "left-out.csv"])
def test_a_file_of_someone_else_is_not_shown_in_any_state(client, administrator, state, page):
    url = chosen(client)
    CommitmentUpload.objects.update(state=state)
    client.force_login(administrator_of(MemberFactory()))

    answer = client.get(url + page)

    assert answer["Location"] == CHOOSE
    assert "no longer kept" in shown(client.get(CHOOSE))


# Choosing a file


def test_no_file_is_asked_for(client, administrator):
    answer = client.post(CHOOSE, {})

    assert answer.status_code == 422
    assert "Choose a file." in shown(answer)


def test_the_limit_is_said_before(client, administrator):
    page = shown(client.get(CHOOSE))

    assert "at most 20 MB" in page
    assert "parvis import-commitments FILE.csv" in page


def test_a_larger_file_is_refused_with_the_command_that_takes_it(client, administrator):
    answer = client.post(CHOOSE, {"file": SimpleUploadedFile("large.csv", bytes(20 * 2**20 + 1))})

    assert answer.status_code == 422
    assert "parvis import-commitments FILE.csv" in shown(answer).split("There is a problem")[1][:400]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("A letter\n".encode("utf-16"), "UTF-16"),
        (b"A letter to my aunt.", "names the columns"),
        (b"%PDF-1.7", "is no CSV"),
    ],
)
def test_what_cannot_be_read_is_refused_by_its_name_and_not_kept(client, administrator, content, reason):
    answer = client.post(CHOOSE, {"file": SimpleUploadedFile("letter.csv", content)})

    assert answer.status_code == 422
    assert "letter.csv: " in shown(answer)
    assert reason in shown(answer)
    assert not CommitmentUpload.objects.exists()


def test_a_file_of_another_type_is_refused(client, administrator):
    answer = client.post(CHOOSE, {"file": as_csv(name="commitments.xlsx")})

    assert answer.status_code == 422
    assert "name ends in .csv" in shown(answer)


def test_a_file_of_which_nothing_can_be_used_is_refused(client, administrator):
    content = as_csv().read() + b"a\r\n" * 10_001

    answer = client.post(CHOOSE, {"file": SimpleUploadedFile("ragged.csv", content)})

    assert "More than 10,000 of its rows cannot be used" in shown(answer)


def test_the_file_is_called_what_people_see_of_its_name(client, administrator):
    chosen(client, as_csv(name="engagements\u202e “d’été” \x07.csv"))

    assert only_upload().file_name == "engagements “d’été” .csv"


def test_of_one_person_ten_files_wait(client, administrator):
    for number in range(12):
        chosen(client, as_csv(row(**{"Commitment Title": f"Title {number}"})))

    assert CommitmentUpload.objects.count() == 10


# Looking


def test_what_was_found_is_shown_and_nothing_is_stored(client, administrator):
    page = shown(client.get(chosen(client, as_csv(*GOOD, IMPOSSIBLE)), follow=True))

    for words in ("Rows 3", "Members 1", "Action plans 1", "Rows that would be left out 1", "30/02/2016"):
        assert words in page
    assert not CommitmentFile.objects.exists()
    assert not Outbox.objects.exists()
    assert not Member.objects.filter(is_reference=True).exists()


def test_what_would_be_left_out_is_given_as_csv(client, administrator):
    wrong = row(**{"Commitment Unique Identifier": "AL0005", "Verifiable": "perhaps"})
    url = chosen(client, as_csv(*GOOD, IMPOSSIBLE, wrong))

    said = client.get(url + "left-out.csv").getvalue().decode().splitlines()

    assert said[0] == "Line,Column,What became of it,Reason"
    assert said[1].startswith("4,Start Date,Row left out,")
    assert said[2].startswith("5,Verifiable,Kept as written,")


def test_fifty_rows_that_would_be_left_out_are_shown(client, administrator):
    rows = [row(**{**IMPOSSIBLE, "Commitment Unique Identifier": f"AL{number}"}) for number in range(60)]

    page = client.get(chosen(client, as_csv(*GOOD, *rows)), follow=True)

    assert page.content.decode().count("There is no such day") == 50
    assert "Only the first 50 are shown here." in shown(page)


def test_what_the_file_says_is_never_markup(client, administrator):
    worst = "<img src=x onerror=alert(1)>"
    bad = row(**{**IMPOSSIBLE, "Commitment Title": worst})

    page = client.get(chosen(client, as_csv(*GOOD, bad, name="<b>worst.csv")), follow=True).content.decode()

    assert "<img src=x" not in page
    assert "<b>worst" not in page


def test_a_file_that_nobody_confirmed_goes_after_a_day(client, administrator):
    old, fresh = chosen(client), chosen(client, as_csv(row()))
    CommitmentUpload.objects.filter(uid=old.split("/")[-2]).update(uploaded_at=now() - timedelta(hours=25))

    assert "no longer kept" in shown(client.get(old, follow=True))
    assert commands.discard_commitment_uploads(by=PLATFORM) == 1
    assert client.get(fresh + "confirm/").status_code == 200


# Confirming


def test_a_confirmed_file_waits_for_one_job(client, administrator):
    url = chosen(client)

    answer = confirmed(client, url)

    assert answer["Location"] == url
    assert only_upload().state == "waiting"
    assert Job.objects.count() == 1
    assert "Waits for its turn" in shown(client.get(url))


def test_a_second_click_changes_nothing(client, administrator):
    url = chosen(client)
    confirmed(client, url)

    answer = client.post(url + "confirm/", {"confirmed": "again"})

    assert answer["Location"] == url
    assert Job.objects.count() == 1


def test_an_upload_is_confirmed_once(client, administrator):
    chosen(client)
    upload, [member] = only_upload(), [held.member for held in administrator.current_memberships]
    commands.confirm_commitment_upload(upload, by=administrator, member=member)

    with pytest.raises(Exception, match="confirmed before"):
        commands.confirm_commitment_upload(upload, by=administrator, member=member)


def test_who_administers_several_members_says_for_which(client, administrator):
    other = MembershipFactory(person=administrator, role="administrator").member
    url = chosen(client)

    confirmed(client, url, member=other.slug)

    assert only_upload().member == other


def test_nobody_acts_for_a_member_that_they_do_not_administer(client, administrator):
    chosen(client)

    with pytest.raises(Exception, match="does not allow"):
        commands.confirm_commitment_upload(only_upload(), by=administrator, member=MemberFactory())

    assert only_upload().state == "checked"


# What becomes of it: reactions to what is committed need real transactions


@pytest.mark.django_db(transaction=True)
def test_a_generated_file_goes_the_whole_way(client, administrator):
    content = b"".join(generated("current", 60, count_members=5, text_length=300)) + b"\r\nragged,row"
    url = entered(client, SimpleUploadedFile("ogp.csv", content))

    page = client.get(url)

    assert "60 commitments have entered" in shown(page)
    assert "1 row left out" in shown(page)
    assert "Cells in this row: 2; in the header: 171." in shown(page)
    assert CommitmentRecord.objects.count() == 60
    assert Entry.objects.filter(kind="commitment").count() == 60
    assert only_upload().content == b""
    assert "hx-get" not in page.content.decode()


@pytest.mark.django_db(transaction=True)
def test_the_register_says_that_an_administrator_acted(client, administrator):
    entered(client)

    line = Outbox.objects.get()

    assert (line.event, line.role) == ("assessments.commitments_imported", "administrator")
    assert (line.actor, line.body) == (administrator.urn, administrator.current_memberships[0].member.urn)


@pytest.mark.django_db(transaction=True)
def test_the_outcome_links_to_what_is_here(client, administrator):
    page = client.get(entered(client)).content.decode()

    assert f"?object={CommitmentFile.objects.get().urn}" in page
    for name, arguments in (("site:commitments", []), ("site:commitment_file", [CommitmentFile.objects.get().uid])):
        try:
            address = reverse(name, args=arguments)
        except NoReverseMatch:
            continue
        assert f'href="{address}"' in page


@pytest.mark.django_db(transaction=True)
def test_the_same_file_again_says_so_and_waits_for_nothing(client, administrator):
    entered(client)

    page = shown(client.get(chosen(client, as_csv(name="copy.csv"))))

    assert "This very file has entered before, as commitments.csv." in page
    assert Outbox.objects.count() == 1
    assert not CommitmentUpload.objects.filter(state="checked").exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_people_with_one_file_the_second_changes_nothing(client, administrator):
    first = chosen(client)
    confirmed(client, first)
    client.force_login(administrator_of(MemberFactory()))
    second = chosen(client)
    confirmed(client, second)

    Worker("test").run_all()

    assert "This very file has entered before" in shown(client.get(second))
    assert (CommitmentFile.objects.count(), Outbox.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_what_only_the_database_knows_is_said_at_the_end(client, administrator):
    entered(client)

    page = shown(client.get(entered(client, as_csv(row(**{"Commitment Title": "Another title"}), name="b.csv"))))

    assert "Another row has the same key (line 2 of its file)" in page
    assert "Commitment Title" in page


@pytest.mark.django_db(transaction=True)
def test_a_role_that_has_ended_meanwhile_enters_nothing(client, administrator):
    url = chosen(client)
    confirmed(client, url)
    administrator.memberships.update(ended_on=now().date())

    Worker("test").run_all()

    assert "Your role does not allow this." in shown(client.get(url))
    assert not CommitmentFile.objects.exists()


def test_a_part_of_the_page_is_given_to_scripts(client, administrator):
    url = chosen(client)
    confirmed(client, url)

    part = client.get(url, headers={"HX-Request": "true"})

    assert "<html" not in part.content.decode()
    assert 'hx-trigger="every 2s"' in part.content.decode()
    assert "HX-Request" in part["Vary"]


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("reading", "They enter at once"),
        ("indexing", "1 of 2 commitments can be found"),
        ("failed", "nothing was stored"),
        ("refused", "Refused"),
    ],
)
def test_each_state_is_told(client, administrator, state, words):
    url = chosen(client)
    CommitmentUpload.objects.update(state=state, rows=2, done=1)

    assert words in shown(client.get(url))


def test_cancelling_deletes_the_file_at_once(client, administrator):
    url = chosen(client)
    [discard] = re.findall(r'<button[^>]*formaction="([^"]*)"', client.get(url + "confirm/").content.decode())

    answer = client.post(discard, follow=True)

    assert "The file is deleted. Nothing of it has entered." in shown(answer)
    assert not CommitmentUpload.objects.exists()
    assert "no longer kept" in shown(client.post(discard, follow=True))


def test_what_is_confirmed_is_not_cancelled(client, administrator):
    url = chosen(client)
    confirmed(client, url)

    assert client.post(url + "discard/").status_code == 409
    assert CommitmentUpload.objects.exists()


def test_nobody_cancels_what_someone_else_chose(client, administrator):
    url = chosen(client)
    client.force_login(MembershipFactory(role="administrator").person)

    client.post(url + "discard/")

    assert CommitmentUpload.objects.exists()


@pytest.mark.parametrize("state", CommitmentUpload.State.values)
def test_a_page_costs_at_most_eight_queries(client, administrator, state, django_assert_max_num_queries):
    url = chosen(client)
    CommitmentUpload.objects.update(state=state)

    with django_assert_max_num_queries(8):
        client.get(url + ("confirm/" if state == "checked" else ""))


def test_the_outcome_costs_at_most_eight_queries(client, administrator, django_assert_max_num_queries):
    url = entered(client, as_csv(*GOOD, IMPOSSIBLE))

    with django_assert_max_num_queries(8):
        assert "1 row left out" in shown(client.get(url))


def test_the_pages_speak_french(client, administrator):
    url = entered(client, as_csv(*GOOD, IMPOSSIBLE)).replace("/en/", "/fr/")

    assert "2 engagements sont entrés" in shown(client.get(url))
    assert "Vérifier le fichier" in shown(client.get(CHOOSE.replace("/en/", "/fr/")))
