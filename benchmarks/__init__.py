"""What must be fast, measured as ratios to a floor in the same run; nothing here is a test."""
