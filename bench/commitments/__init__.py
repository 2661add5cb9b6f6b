"""What OGP's commitment data costs: to enter, to look through, to look up; at two sizes."""
