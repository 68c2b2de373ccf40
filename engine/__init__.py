"""The verbs: each loads nouns, makes one pure decision, saves, returns a small result."""
