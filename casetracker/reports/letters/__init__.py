"""Letters on a case: filled from it, read on the page, made once as a step with its DOCX and PDF."""
