"""Assistant Studio: assistants of your own, on your own computer."""

__version__ = "0.1.0"
