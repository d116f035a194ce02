"""The research library: publications and courses, each with an index."""
