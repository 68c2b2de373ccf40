"""Resources of the API: one file each noun, with a ``router``."""
