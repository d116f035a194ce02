"""The benchmark: content made by a generator, six reads, the production server under load."""

ENVIRONMENT = {
    "SECRET_KEY": "benchmark-only-secret-key-that-protects-nothing-at-all-0123456789",
    "CMS_ALLOWED_HOSTS": "127.0.0.1,localhost",
}
"""What production asks for. A server needs it when it starts, before it has read its settings."""
