"""The office in the window: its sign in the status line, the review of what two people changed at once."""
