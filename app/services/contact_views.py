"""For the time being: the views of contacts live in `app.views.contacts`."""

from app.views.contacts import *  # noqa: F403
