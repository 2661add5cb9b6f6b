"""The exchange for micro-procurement. Its issue has not come yet."""
