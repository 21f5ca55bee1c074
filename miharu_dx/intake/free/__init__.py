"""Departments' own sheets: tables found wherever they stand, read as a person mapped them, nothing dropped."""
