"""Forms of places and codes, by the page that shows them."""
