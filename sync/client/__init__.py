"""The laptop's side: what waits to be sent, what came, the round between them."""
