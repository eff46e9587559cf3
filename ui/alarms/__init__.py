"""Reminders on the screen: the window that lists what rings, and the timer that keeps the watch awake."""
