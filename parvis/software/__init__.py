"""Open source for public employees. Its issue has not come yet."""
