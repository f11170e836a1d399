"""Questions about a whole document: recognised, read from end to end, and answered."""
