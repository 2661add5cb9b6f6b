"""The index: words folded and stemmed, found again in either language."""
