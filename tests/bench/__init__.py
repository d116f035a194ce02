"""The benchmark: content made by a generator, six reads, the production server under load."""
