"""Amounts and counts in words, in the language of the paper: «Десять тысяч рублей 25 копеек».

The whole part is written out, the hundredths stay in two digits, as bookkeepers on both sides expect. The grammar of each
language lives in its own module; spaces are plain ones, the page that prints them decides where a line may break.
"""

from models.errors import UserError
from models.rules import words_en, words_ru
from models.rules.money import Money
from models.rules.word_forms import LIMIT, Gender
from resources.i18n import Language, _, language


def amount_in_words(money: Money, lang: Language | None = None) -> str:
    """The amount as it stands under an offer's total, rounded to hundredths; a negative one begins with “minus”."""
    lang = lang or language()
    whole, rest = divmod(abs(money.minor()), 100)
    _refuse_beyond(whole)
    say = words_ru.amount if lang == "ru" else words_en.amount
    said = say(whole, rest, money.currency)
    if money.minor() < 0:
        said = f"{'минус' if lang == 'ru' else 'minus'} {said}"
    return said[0].upper() + said[1:]


def count_in_words(number: int, lang: Language | None = None, *, gender: Gender = "m") -> str:
    """A whole number in words and lower case; Russian agrees with the gender of what is counted («двадцать одна»)."""
    lang = lang or language()
    _refuse_beyond(abs(number))
    said = words_ru.count(abs(number), gender) if lang == "ru" else words_en.count(abs(number))
    if number < 0:
        return f"{'минус' if lang == 'ru' else 'minus'} {said}"
    return said


def _refuse_beyond(number: int) -> None:
    if number > LIMIT:
        raise UserError(_("The number is too large to be written in words."))
