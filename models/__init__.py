"""What exists: the nouns, the rules they obey and the store that keeps them."""
