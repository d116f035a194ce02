"""What operators and their machines may know of a running service: health and figures, never content or readers."""
