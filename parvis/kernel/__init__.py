"""The floor of the house: errors, access, permissions, transactions, multilingual text, dates, URNs. No tables, no domain words."""
