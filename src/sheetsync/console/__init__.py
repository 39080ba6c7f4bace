"""What a person sees in the terminal, and the documents a program reads from it."""
