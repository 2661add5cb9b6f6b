"""What the public pages cost, with one plan and with thousands of them."""
