"""What stands behind dev.py: setting up, running and checking. Standard library alone."""
