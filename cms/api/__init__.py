"""The content API: Wagtail's API v2, widened. Collects references of a whole answer, resolves them in bulk."""
