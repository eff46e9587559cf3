"""Commands and queries, a module a noun."""
