"""Other people's library for the same keys. It warns of its own code, which is not ours to mend."""

import warnings

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from surt import surt

__all__ = ["surt"]
