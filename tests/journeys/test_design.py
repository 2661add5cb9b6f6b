"""The pattern page in a browser: what holds for it holds for the pages made of the same components."""

import pytest

from .browser import examine, tab_to

# WCAG 1.4.12: readers may space text out this far. (A constructed sheet: the content security policy lets no other in.)
SPACED_OUT = """
() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
    p { margin-bottom: 2em !important; }
  `);
  document.adoptedStyleSheets.push(sheet);
}
"""


@pytest.fixture
def design(reading_house, visit, language):
    return lambda **how: visit(f"{reading_house.url}/{language}/design/", language=language, **how)


def test_it_is_accessible_at_every_width_with_and_without_script(design, width, script):
    examine(design(width=width, script=script))


def test_it_holds_at_400_percent(design):
    """A window of 1,280 pixels, four times enlarged, is 320 wide (WCAG 1.4.10)."""
    examine(design(width=320))


def test_it_holds_when_text_is_spaced_out(design):
    page = design(width=390)

    page.evaluate(SPACED_OUT)

    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@pytest.mark.parametrize("language", ["en"], indirect=True)
def test_the_keyboard_reaches_the_end_and_shows_where_it_is(design):
    tab_to(design(), "link", "Creative Commons Attribution 4.0")


@pytest.mark.parametrize("language", ["fr"], indirect=True)
def test_a_password_can_be_seen_in_the_language_of_the_page(design):
    page = design()

    page.get_by_role("button", name="Afficher le mot de passe").first.click()

    assert page.locator("#id_sample-password").get_attribute("type") == "text"


@pytest.mark.parametrize("language", ["en"], indirect=True)
def test_a_summary_of_errors_leads_to_the_control(design):
    page = design()

    page.get_by_role("link", name="Name: This field is required.").click()

    assert page.evaluate("document.activeElement.id") == "id_refused-name"
