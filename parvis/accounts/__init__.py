"""Who is who: members (jurisdictions), organisations, people, memberships, roles, sign-in."""
