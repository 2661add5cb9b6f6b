"""Outgoing messages: written in the act's transaction, sent by a job."""
