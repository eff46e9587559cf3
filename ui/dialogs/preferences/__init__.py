"""Preferences: the window, my record, own firms, the workspace and its backups; what is changed is in force at once."""
