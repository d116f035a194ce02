"""Organisations that publish, partner and support."""
