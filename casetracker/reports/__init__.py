"""Dashboards, figure pages and the files that leave the application."""
