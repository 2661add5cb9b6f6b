"""A resident goes from home to a commitment, sees what is late and why, and what its text was before."""

import pytest

from tests.journeys.browser import examine, go, picture
from tests.journeys.ways import first_and_last, two_ways
from tests.journeys.words import beginning, words

# What the people responsible have said and changed since the plan entered, through the same commands as the pages.
SINCE = """
from parvis.accounts.models import Person
from parvis.kernel.dates import PartialDate
from parvis.kernel.languages import Multilingual as M
from parvis.plans import commands
from parvis.plans.models import Commitment, Milestone
from parvis.texts.queries import passages
from parvis.texts.types import Passage
lead = Person.objects.get(email="lead@demonstration.example")
milestone = Milestone.objects.get(commitment__identifier="CAQUE0005", number=3)
commands.report_progress(
    milestone, by=lead, status="in_progress", on=PartialDate("2023-02"),
    words=M({"fr": "Le guide de participation attend sa révision.", "en": "The participation guide awaits review."}),
)
commitment = Commitment.objects.get(identifier="CAQUE0005")
written = [Passage(each.heading, each.words) for each in passages(commitment.text.current) if each.heading != "problem"]
problem = M({"fr": "Ces pratiques restent à faire connaître.", "en": "These practices are still to be shared."})
commands.revise_commitment(
    commitment, [Passage("problem", problem), *written], by=lead,
    reason=M({"fr": "Une formulation plus claire.", "en": "A clearer wording."}))
"""
WHY = {"fr": "Le guide de participation attend sa révision.", "en": "The participation guide awaits review."}
BEFORE = {"fr": "Former des communautés", "en": "Building communities"}


@pytest.fixture(scope="module")
def told_house(reading_house):
    reading_house.parvis("shell", "--command", SINCE)
    return reading_house


@first_and_last
def test_a_resident_sees_what_is_late_and_what_the_text_was_before(told_house, visit, language, width, script):
    page = visit(f"{told_house.url}/{language}/", width=width, language=language, script=script)
    examine(page)

    go(page, "link", beginning(language, "5.3"))
    examine(page)
    milestone = page.locator("[id='milestone-5.3']")
    assert WHY[language] in milestone.inner_text()
    assert words(language, "In progress") in milestone.inner_text()
    picture(page, f"resident-commitment-{language}-{width}")

    go(page, "link", words(language, "What changed, and what it was before"))
    examine(page)
    assert BEFORE[language] in " ".join(page.locator("del").all_inner_texts())


def test_the_switch_of_language_keeps_the_page(told_house, visit):
    page = visit(f"{told_house.url}/fr/plans/quebec-2021-2023/commitments/5/", language="fr")

    go(page, "link", "English")

    assert page.url.endswith("/en/plans/quebec-2021-2023/commitments/5/")


@two_ways
@pytest.mark.parametrize(
    "address",
    [
        "members/",
        "members/quebec-canada/",
        "plans/",
        "plans/quebec-2021-2023/",
        "plans/quebec-2021-2023/commitments/1/",
        "plans/quebec-2021-2023/commitments/5/versions/",
        "plans/quebec-2021-2023/reports/",
        "reports/",
        "reports/quebec-2021-2023-inception-report-en/",
        "reports/quebec-2021-2023-end-of-commitment-report-5-en/",
        "commitments/",
        "commitments/?q=ouvertes&completion=limited&completion=substantial&colour=blue",
        "commitments/?q=zzzz&completion=complete",
        "commitments/compare/",
        "organisations/",
        "organisations/sct/",
        "calendar/",
        "late/",
        "search/?q=public",
        "search/?q=zzzz",
        "register/",
        "register/?object=public",
        "register/about/",
        "register/0/",
        "glossary/",
        "about/",
        "accessibility/",
        "privacy/",
        "account/login/",
        "account/signup/",
        "account/password/reset/",
        "nowhere/",
    ],
)
def test_every_public_page_is_open_to_everyone(told_house, visit, address, language, width):
    page = visit(f"{told_house.url}/{language}/{address}", width=width, language=language)
    examine(page)
    picture(page, f"page-{address.replace('/', '-').replace('?', '-')}{language}-{width}")


def test_a_page_can_be_read_at_400_percent(told_house, visit):
    """WCAG 1.4.10: 1280 pixels at 400 % are 320 pixels; nothing scrolls sideways."""
    for address in (
        "",
        "plans/quebec-2021-2023/",
        "plans/quebec-2021-2023/commitments/5/",
        "plans/quebec-2021-2023/reports/",
        "reports/quebec-2021-2023-inception-report-en/",
        "commitments/",
        "commitments/?q=public&completion=substantial",
        "search/?q=public",
    ):
        examine(visit(f"{told_house.url}/fr/{address}", width=320, language="fr"))
