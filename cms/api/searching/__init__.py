"""The public search: what is searched, what a request asks of it, and how hits become items."""
