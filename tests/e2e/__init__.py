"""The real program in a real pseudo-terminal, from files in the inbox to a page in a browser."""
