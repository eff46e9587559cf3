"""Icons, fonts, texts and sample files, and the functions that find and translate them."""
