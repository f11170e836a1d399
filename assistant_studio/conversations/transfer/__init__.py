"""Conversations out of the app and in again: Markdown, web page, JSON, and what others export."""
