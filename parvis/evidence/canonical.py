"""One address for one page, so that what several people cite counts as one source.

The address is never fetched or shown by this form: what was typed stays beside it.
"""

from urllib.parse import urlsplit, urlunsplit

from url_normalize import url_normalize

# What is put on an address to follow who came from where; it changes nothing on the page.
_TRACKING = frozenset(
    {"_ga", "_gl", "_hsenc", "_hsmi", "dclid", "fbclid", "gad_source", "gbraid", "gclid", "igshid", "mc_cid", "mc_eid"}
    | {"mkt_tok", "msclkid", "ref_src", "ref_url", "s_cid", "srsltid", "twclid", "wbraid", "yclid"}
)
_TRACKING_BEGINNINGS = ("hsa_", "mtm_", "pk_", "utm_")


LONGEST = 2_000


def canonical(url: str) -> str:
    """RFC 3986's normal form (case, dots, escapes, default port), as https, without fragment and tracking parameters.

    An address that cannot be read so is its own form, also one that escapes would make longer than may be stored.
    """
    found = _normal(url)
    return found if len(found) <= LONGEST else url


def _normal(url: str) -> str:
    try:
        parts = urlsplit(url_normalize(url.strip()) or "")
    except ValueError:
        return url
    if not parts.hostname:
        return url
    netloc = parts.netloc.removesuffix(":443") if parts.scheme == "http" else parts.netloc
    query = "&".join(pair for pair in parts.query.split("&") if not _follows(pair.partition("=")[0]))
    return urlunsplit(("https", netloc, parts.path, query, ""))


def _follows(name: str) -> bool:
    return name.lower() in _TRACKING or name.lower().startswith(_TRACKING_BEGINNINGS)
