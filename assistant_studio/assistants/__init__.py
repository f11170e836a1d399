"""What an assistant is, and its versions."""
