"""Birthdays in words, for the card and for the cells of the table."""

from datetime import date

from app.formatting import long_date, short_date


def birthday_words(birthday: str) -> str:
    """A birthday whose year may be unknown ("--12-31"), as a person says it."""
    try:
        if birthday.startswith("--"):
            day = date.fromisoformat(f"2000{birthday[1:]}")
            return short_date(day, today=day)
        return long_date(date.fromisoformat(birthday))
    except ValueError:
        return birthday
