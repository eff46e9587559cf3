"""How a letter greets: «Уважаемая Анна Викторовна», "Dear Ms. Smith", and something neutral where one is not sure.

The forms are rules of each language's letters, like amounts in words, so they stand here and not among the texts of
the screen. The punctuation after the greeting belongs to the letter template.
"""

from models.rules.person_gender import Gender, gender_of
from models.rules.person_names import PersonName, is_initial, is_russian
from models.rules.transliteration import latin
from resources.i18n import Language, language

_ENGLISH_TITLES = {"dr": "Dr.", "prof": "Prof.", "professor": "Prof.", "mrs": "Mrs.", "miss": "Miss", "mx": "Mx."}
_ENGLISH_TITLES |= {"д-р": "Dr.", "доктор": "Dr.", "проф": "Prof.", "профессор": "Prof."}


def salutation(name: PersonName, gender: Gender = "", lang: Language | None = None) -> str:
    """The greeting of a letter in the language given, or in the one in force; `gender` wins over what the name shows."""
    known = gender or gender_of(name)
    return _russian(name, known) if (lang or language()) == "ru" else _english(name, known)


def _russian(name: PersonName, gender: Gender) -> str:
    first = "" if is_initial(name.first) else name.first
    middle = "" if is_initial(name.middle) or not is_russian(name) else name.middle
    called = f"{first} {middle}".strip() if first else ""
    if called and gender:
        return f"{'Уважаемая' if gender == 'female' else 'Уважаемый'} {called}"
    if name.last and gender:
        return f"Уважаемая госпожа {name.last}" if gender == "female" else f"Уважаемый господин {name.last}"
    return f"Здравствуйте, {called}" if called else "Здравствуйте"


def _english(name: PersonName, gender: Gender) -> str:
    first, last = (latin(part) for part in ("" if is_initial(name.first) else name.first, name.last))
    title = _ENGLISH_TITLES.get(name.prefix.lower().replace(".", ""), "")
    if last and not title and gender:
        title = "Ms." if gender == "female" else "Mr."
    if last and title:
        return f"Dear {title} {last}"
    called = f"{first} {last}".strip() if first else ""
    return f"Dear {called}" if called else "Hello"
