"""The pages on which reports enter and people act on them. The pages that only read are in `site`."""
