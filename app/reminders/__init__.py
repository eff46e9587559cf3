"""The agenda and what rings."""
