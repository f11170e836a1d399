"""Asking an assistant its checks, judging the answers, and comparing versions by them."""
