"""Old spreadsheets brought in: preview, map columns, take, give back what failed."""
