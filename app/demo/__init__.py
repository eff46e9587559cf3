"""A believable workspace made up from a seed: people, firms, talks, plans, deals and offers."""
