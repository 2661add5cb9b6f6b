"""Digital public consultations. Its issue has not come yet."""
