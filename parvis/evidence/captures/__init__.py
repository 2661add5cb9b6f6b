"""Taking, keeping and reading copies of cited pages, and looking whether the pages are still there.

Nothing here writes to the database: jobs call these, then a command with what they found.
"""
