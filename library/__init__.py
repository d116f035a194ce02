"""The research library: its index and its publications."""
