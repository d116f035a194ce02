"""The endpoints, one module for each noun; `cms.api.urls` is the list of them."""
