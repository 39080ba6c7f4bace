"""What goes out to an official as a file of its own, and what the office remembers of it."""
