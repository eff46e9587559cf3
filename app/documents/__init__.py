"""Papers as PDFs."""
