"""The press room: its index and its releases."""
