"""Country, province, district and facility; the institutions and who answers to whom."""
