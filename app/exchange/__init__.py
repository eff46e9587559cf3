"""Reading and writing other programs' files: vCard, CSV, JSON."""
