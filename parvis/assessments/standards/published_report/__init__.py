"""Published Inception Reports and End of Commitment Reports, read as they circulate: text or saved HTML, whole or not.

`read` invents nothing: what the page lost is missing, what fits no slot stands in the notices with its line, and
words glued in by the page come out. What a page prints around its answers is data, labels.yaml.
"""

from .reading import read, without_addresses

__all__ = ["read", "without_addresses"]
