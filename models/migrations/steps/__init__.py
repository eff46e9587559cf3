"""The steps, a module a schema version: `0002_….py` makes 2 of 1. Each is frozen once it was released."""
