"""What every room stands on: errors, access, permissions, texts, dates, URNs. No tables, no domain words."""
