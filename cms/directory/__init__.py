"""Organisations that publish, partner and support; people and offices of our own."""
