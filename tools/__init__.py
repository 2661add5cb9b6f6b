"""What builds, checks and runs the house, and is no part of it."""
