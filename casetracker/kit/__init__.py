"""Tools that know nothing of cases: database, clock, forms, languages, sealing, headers, paging."""
