"""How fast and how large: ours beside what an office would write today, in one run."""
