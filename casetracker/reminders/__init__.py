"""What concerns each person: an inbox read from what is recorded, and a weekly letter at hours when people work."""
