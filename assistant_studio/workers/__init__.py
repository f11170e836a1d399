"""Hosting an object in another process: calls, streams, cancel, restart."""
