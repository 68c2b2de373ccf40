"""The bodies of the commands, one file a verb; each parses, calls, says, and leaves the exit."""
