"""SQLite databases with named migrations, and files that are written whole or not at all."""
