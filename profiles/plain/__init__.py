"""No country: blank paper, and whatever forms and plans the user brings."""
