"""The library: assistants made whole from templates, files or each other; delete and undo."""
