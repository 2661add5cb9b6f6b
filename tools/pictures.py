"""The pictures in the README, taken of the running demonstration: `python -m tools.pictures http://localhost:8000`."""

import sys

from playwright.sync_api import sync_playwright

from tests.journeys.conftest import CHROMIUM
from tools.house import ROOT

PICTURES = {"plan-en.png": "/en/plans/quebec-2021-2023/"}


def main(origin: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 1180, "height": 960})
        for name, address in PICTURES.items():
            page.goto(origin + address)
            page.screenshot(path=ROOT / "docs" / "pictures" / name)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1])
