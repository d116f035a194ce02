"""Plain HTML reading pages and previews, drawn from the API's own answers."""
