"""Popovers that change many records at once; a section says whose records they are by its `ManyWays`."""
