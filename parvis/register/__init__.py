"""The public register: append, sequence, publish, prove, verify. Owns entry, outbox, head, checkpoint, tile."""
