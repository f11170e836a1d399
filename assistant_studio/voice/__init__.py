"""What is spoken and heard."""
