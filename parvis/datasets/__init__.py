"""The open data portal. Its issue has not come yet."""
