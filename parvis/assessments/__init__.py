"""Independent reports on plans and commitments: forms, questions, answers, findings, and reading what was published."""
