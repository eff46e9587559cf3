"""What screens and the command line are shown: frozen views, light to import."""
