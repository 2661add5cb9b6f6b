"""One member for every way in which its name is written."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import sha256
from typing import Any

from babel import Locale

from parvis.kernel.folding import fold
from parvis.kernel.languages import Multilingual

from .layouts import read

NATIONAL, LOCAL = "national", "local"
# Codes of the regions of a member, as OGP's files write them.
REGIONS = {
    "Africa and the Middle East": "africa-middle-east",
    "Americas": "americas",
    "Asia and the Pacific": "asia-pacific",
    "Europe": "europe",
}
_SLUG_LENGTH = 50


@dataclass(frozen=True)
class MemberNamed:
    """`country` is the ISO 3166 code, `region` that of the region; each empty where the table does not know it."""

    slug: str
    name: Multilingual
    country: str
    code: str
    kind: str
    region: str


@lru_cache(maxsize=4096)
def member_named(country: str, code: str = "", *, kind: str = "", region: str = "") -> MemberNamed:
    """By its name, else by OGP's code for it; else a member by that name, of the kind and region that its row gives."""
    known = _by_name().get(_plain(country)) or _by_code().get(code.strip().upper())
    if known:
        return known
    name = " ".join(country.split())
    return MemberNamed(
        slug=_slug(name),
        name=Multilingual({"en": name}),
        country=_country_of(name),
        code=code.strip(),
        kind=kind or (LOCAL if ", " in name else NATIONAL),
        region=region_named(region),
    )


@cache
def members() -> tuple[MemberNamed, ...]:
    """Those that the table knows."""
    return tuple(member for member, _names in _table())


def region_named(written: str) -> str:
    """The code of a region as a file writes it, or nothing."""
    plain = _plain(written)
    return next((code for words, code in REGIONS.items() if _plain(words) == plain), "")


def _country_of(name: str) -> str:
    """Of a place: that of the country after its last comma, where the table knows it."""
    _place, comma, country = name.rpartition(",")
    known = _by_name().get(_plain(country)) if comma else None
    return known.country if known else ""


@cache
def _table() -> tuple[tuple[MemberNamed, tuple[str, ...]], ...]:
    said = read("members.yaml")
    territories = Locale("fr").territories
    return tuple(
        (_member(one, kind, one.get("fr") or territories[one["country"]]), (one["name"], *one.get("also", ())))
        for kind in (NATIONAL, LOCAL)
        for one in said[kind]
    )


def _member(said: Mapping[str, Any], kind: str, french: str) -> MemberNamed:
    name = Multilingual({"en": said["name"], "fr": french})
    return MemberNamed(_slug(said["name"]), name, said["country"], said["code"], kind, said["region"])


@cache
def _by_name() -> Mapping[str, MemberNamed]:
    return {_plain(name): member for member, names in _table() for name in names}


@cache
def _by_code() -> Mapping[str, MemberNamed]:
    return {member.code: member for member in members()}


def _plain(name: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", fold(name)))


def _slug(name: str) -> str:
    """What no Latin letter is left of, or what is cut, is told apart by a hash of the name."""
    whole = "-".join(re.findall(r"[a-z0-9]+", fold(name.replace("'", ""))))
    if whole and len(whole) <= _SLUG_LENGTH:
        return whole
    return f"{whole[: _SLUG_LENGTH - 9] or 'member'}-{sha256(name.encode()).hexdigest()[:8]}"
