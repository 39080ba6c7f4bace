"""Bringing entries back to what they were at a moment. Pure: use cases read and write."""
