"""Reminders: whom to remind of what, in which words, and the period's dates as a calendar file."""
