"""Search models on the command line."""
