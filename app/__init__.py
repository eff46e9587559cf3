"""What a person can do: commands, queries, papers, exchange and reminders; no Qt here."""
