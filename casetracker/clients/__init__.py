"""The people served: sealed identity, consent by purpose, safe contact, duplicates."""
