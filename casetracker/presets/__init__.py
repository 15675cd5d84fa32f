"""Programmes as data: loaded, checked and explained."""
