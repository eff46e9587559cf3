"""One round against a company server; the module is optional."""
