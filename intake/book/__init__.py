"""Workbooks of our own template: read in a limited child process, understood here."""
