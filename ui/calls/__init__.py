"""Being on the phone: the panel of a call beside whatever is shown, and the box that tells who is calling."""
