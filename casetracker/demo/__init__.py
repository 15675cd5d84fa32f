"""A believable synthetic year, made through the same actions as the pages."""
