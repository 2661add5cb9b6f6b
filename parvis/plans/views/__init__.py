"""The pages on which people act on a plan. The pages that only read are in `site`."""
