"""Run in the environment of the house that is measured: which pages are asked for, and how many queries each takes.

    python -m bench.commitments.asked

Prints the address and the number of queries of each page, as JSON.
"""

import json
import os
import re
from html import unescape
from urllib.parse import urlencode

import django
from django.test import Client
from django.urls import reverse

from bench.pages.plans import queries

PAGES_DEEP = 80
LATIN, COMPLETE = ("region", "latin-america"), ("completion", "complete")


def addresses() -> dict[str, str]:
    """A mix of what people ask: the words are those that `tests/assessments/commitment_files.py` spreads."""
    from tests.assessments.commitment_files import COMMON_WORD, RARE_WORD

    asked: dict[str, list[tuple[str, str]]] = {
        "no filter": [],
        "one facet": [LATIN],
        "two facets": [LATIN, COMPLETE],
        "three values": [("policy-area", "open-data"), ("policy-area", "public-procurement"), ("year", "2013")],
        "rare word": [("q", RARE_WORD)],
        "word in 30 %": [("q", COMMON_WORD)],
        "word and facets": [("q", COMMON_WORD), LATIN, COMPLETE],
        "by end date": [("sort", "-ends")],
        "word, by end date": [("q", COMMON_WORD), ("sort", "ends")],
    }
    explorer = reverse("site:commitments")
    found = {name: f"{explorer}?{urlencode(pairs)}" if pairs else explorer for name, pairs in asked.items()}
    return {
        "bare": reverse("healthz"),
        **found,
        "deep page": _deep(explorer),
        "search": f"{reverse('site:search')}?q={COMMON_WORD}",
        "commitment": _busiest(),
        "member": _member(),
    }


def _deep(address: str) -> str:
    """Where the links to the next page lead after many of them."""
    client, asked = Client(), f"{address}?sort=title"
    for _page in range(PAGES_DEEP):
        page = client.get(asked).content.decode()
        following = re.search(r'href="(\?[^"]*\bafter=[^"]*)"', page)
        if following is None:
            raise SystemExit(f"{asked} has no next page")
        asked = address + unescape(following[1])
    return asked


def _busiest() -> str:
    from parvis.assessments.models import CommitmentRecord

    return CommitmentRecord.objects.select_related("commitment__plan").order_by("-pk")[0].commitment.get_absolute_url()


def _member() -> str:
    from parvis.plans.models import Tally

    return Tally.objects.select_related("member").order_by("-commitment_count")[0].member.get_absolute_url()


def _require_understood(address: str) -> None:
    """The explorer says what of an address it does not know, and then shows something else."""
    if "Not everything in the address was understood" in Client().get(address).content.decode():
        raise SystemExit(f"{address} is not understood")


def main() -> None:
    pages = addresses()
    for address in pages.values():
        _require_understood(address)
    print(json.dumps({name: {"address": address, "queries": queries(address)} for name, address in pages.items()}))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parvis.config.settings")
    django.setup()
    main()
