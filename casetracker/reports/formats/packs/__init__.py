"""One module a format; each writes any edition of a report pack, equal editions to equal bytes."""
