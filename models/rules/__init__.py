"""Rules that need no database: totals, words, names, numbers, search text."""
