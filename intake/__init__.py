"""The doors: JSON and CSV files into submissions, in safety."""
