"""The multi-stakeholder forum. Its issue has not come yet."""
