"""References of a whole answer, resolved in bulk: collect, load by kind, put in place."""
