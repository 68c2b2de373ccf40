"""A unit's plan as an official letter: what it says, and the file that says it."""
