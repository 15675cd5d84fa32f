"""The append-only ledger: entries, chain, fold and project, facts; it knows no kind by name."""
