"""Pages: one file each noun, with a ``router``."""
