"""The journal of the public register at two lengths."""
