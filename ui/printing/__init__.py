"""Lists on paper: laid out aside as a PDF, looked at, saved or printed."""
