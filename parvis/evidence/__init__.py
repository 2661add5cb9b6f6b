"""What a claim rests on: documents and citations. Owns citation, document."""
