"""Readers: from a file to page-aware text."""
