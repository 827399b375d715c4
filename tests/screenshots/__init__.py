"""The pictures of the README: the real program over its sample office (`make screenshots`)."""
