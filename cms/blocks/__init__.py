"""StreamField blocks by theme, and the walk that turns stored streams into JSON without a query."""
