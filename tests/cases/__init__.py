"""Promises of cases."""

from __future__ import annotations
