"""The field's formats for plans."""
