"""The history of books in an embedded SQLite file."""
