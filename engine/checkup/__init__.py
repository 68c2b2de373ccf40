"""What may be wrong with the place Capbac runs in: looked at, never changed."""
