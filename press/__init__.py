"""The press room: its releases and events, each with an index."""
