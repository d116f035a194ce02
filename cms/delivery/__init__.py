"""Between the network and Django's views: what is refused before anything reads it."""
