"""What goes out, where, and by which connection."""
