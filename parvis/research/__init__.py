"""Open access to publicly funded research. Its issue has not come yet."""
