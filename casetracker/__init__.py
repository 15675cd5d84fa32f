"""Complaints about public services, followed from the visit to the resolution and counted; imports nothing."""

__version__ = "0.1.0"
