"""What is a country's own: its letterhead, its hour, its ready forms and plans."""
