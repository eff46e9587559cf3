"""What laptop and server say to each other: messages, clock, merge rules. No disk, no network."""
