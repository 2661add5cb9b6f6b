"""Work done later: a lease, retries with back-off, a schedule."""
