"""What every room stands on: errors, access, permissions, multilingual text, dates, URNs. No tables, no domain words."""
