"""The index behind searches in the admin and `search=` of the API."""
