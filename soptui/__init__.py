"""soptui: an office's procedure for its website and social media, run in a terminal."""

__version__ = "0.1.0"
