"""What commitments are about: the policy areas with which OGP tags them."""

from collections.abc import Mapping
from functools import cache

from parvis.kernel.languages import Multilingual

from .layouts import read


@cache
def policy_areas() -> Mapping[str, Multilingual]:
    """Names by code, those of the current layout first."""
    return {code: Multilingual(names) for code, names in read("policy_areas.yaml").items()}
