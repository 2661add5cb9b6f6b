"""Parvis: an action plan co-created, carried out, independently assessed and answered for, in public."""

__version__ = "0.1.0"
