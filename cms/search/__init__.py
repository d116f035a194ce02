"""The search of the public site: an inverted index that is kept with what is live."""
