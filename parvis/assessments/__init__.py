"""Independent reports on plans and commitments. Its issue has not come yet."""
