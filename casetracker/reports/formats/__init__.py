"""One module a format; each writes any Table."""
