"""The script for Google Sheets, run unmodified on Node.js against a stand-in that is held to Google's own types."""
