"""Watched folders: looked at again and again, so that an assistant knows what is in them now."""
