"""Figures as other programs take them: tables, statistical exchange formats, packages."""
