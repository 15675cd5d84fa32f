"""The complaint, its breaches, remedies and resolutions: the heart of the matter."""
