"""What stands before every page and every resource: bounds, headers, tokens, rights."""
