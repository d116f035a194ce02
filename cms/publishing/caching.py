"""What caches in front of the service are told of an answer. Servers load this before the apps."""

PUBLIC = "public, max-age=10"
"""How long caches may keep what is public. It never depends on what is to come."""
EVERYTHING = "site"
"""The name by which a CDN drops all answers."""
