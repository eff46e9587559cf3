"""Bringing an older workspace up to today's schema: a copy first, then steps in one transaction, then a check."""
