"""Promises about the synthetic year."""
