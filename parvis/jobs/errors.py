class LeaseExpired(Exception):
    """A worker took the job and was not heard of again, once too often."""
