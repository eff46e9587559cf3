"""Sheets over the window that belong to no section."""
