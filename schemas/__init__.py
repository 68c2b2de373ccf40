"""What is asked: forms and plans as JSON Schemas, and checking against them."""
