"""Finished answers, kept in front of Django: by content version and address, in the process and in Redis."""
