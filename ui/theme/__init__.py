"""Colours, type, measures and icons of the window: the one place where its look is decided."""
