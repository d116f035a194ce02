"""Sample content: small text files and one idempotent builder."""
