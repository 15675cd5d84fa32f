"""QR codes of short texts, as the address of a picture that needs no other file."""

from __future__ import annotations


def qr_address(text: str) -> str:
    """A `data:` address of an SVG; with a margin of four, as readers want it."""
    import segno  # loaded with the first form

    address: str = segno.make(text, error="m", micro=False).svg_data_uri(border=4)
    return address
