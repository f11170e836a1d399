"""Messages as a tree, and how a message is shown."""
