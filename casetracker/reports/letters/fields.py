"""What a letter's template may name: single fields, and lists with what each of their rows holds."""

from __future__ import annotations

from collections.abc import Mapping

FIELDS = (
    *("organisation", "contact", "writer", "place", "date", "reference", "subject"),
    *("addressee", "addressee_name", "copy_to"),
    *("client", "facility", "district", "province", "told_on"),
    *("facts", "request", "due", "legal_source"),
)
LISTS: Mapping[str, tuple[str, ...]] = {
    "problems": ("name",),
    "earlier": ("day", "what", "result"),
    "lines": ("number",),
}
"""`lines` are those of a petition, to be signed"""
