"""Bringing contacts in: choose files, see what they hold, import with progress, read the report, take it back."""
