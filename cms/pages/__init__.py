"""What every page type shares: the base page, its ordered rows, the registry of page types."""
