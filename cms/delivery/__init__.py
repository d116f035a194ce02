"""What stands between the network and Django's own work: headers, limits, the cache in front of the service."""
