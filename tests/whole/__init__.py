"""Tests about the whole house rather than about one room."""
