"""Talking with people."""
