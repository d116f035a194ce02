"""What stands between the network and Django's views: the guard, headers, limits, the answers that are kept."""
