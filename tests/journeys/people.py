"""The demonstration's people at the keyboard."""

from playwright.sync_api import Page

from parvis.accounts.demonstration import PASSWORD

from .browser import examine, go, totp, type_into
from .house import House
from .words import words


def sign_in(page: Page, house: House, language: str, who: str) -> None:
    """From the sign-in page through the second factor, by keyboard, looking at each page on the way."""
    page.goto(f"{house.url}/{language}/account/login/")
    examine(page)
    page.locator("input[name=login]").focus()
    page.keyboard.type(f"{who}@demonstration.example")
    page.keyboard.press("Tab")
    page.locator("input[name=password]").focus()
    page.keyboard.type(PASSWORD)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    examine(page)
    page.locator("input[name=code]").focus()
    page.keyboard.type(totp(secret_of(house, who)))
    with page.expect_navigation():
        page.keyboard.press("Enter")


def secret_of(house: House, who: str) -> str:
    """Out of the otpauth address that `parvis demonstration --codes` prints for each account."""
    line = next(line for line in house.parvis("demonstration", "--codes").splitlines() if line.strip().startswith(who))
    return line.partition("secret=")[2].partition("&")[0]


__all__ = ["go", "sign_in", "type_into", "words"]
