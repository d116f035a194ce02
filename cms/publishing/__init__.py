"""What the public may see, and since when: one visibility function, embargo, the clock."""
