"""What people say about an open text: contributions and their moderation."""
