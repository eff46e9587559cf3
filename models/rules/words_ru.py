"""Russian numbers in words: genders of one and two, and the noun's form after them.

The euro is treated as masculine («один евро»), as the Russian spelling dictionaries do. The gender of «тенге» wavers in use;
the masculine («один тенге») follows «рубль». The hundredth of a yuan is called «фэнь».
"""

from models.rules.word_forms import Gender, Noun, thousands

_UNITS = ("", "один", "два", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять")
_TEENS = (
    *("десять", "одиннадцать", "двенадцать", "тринадцать", "четырнадцать"),
    *("пятнадцать", "шестнадцать", "семнадцать", "восемнадцать", "девятнадцать"),
)
_TENS = (
    *("", "", "двадцать", "тридцать", "сорок"),
    *("пятьдесят", "шестьдесят", "семьдесят", "восемьдесят", "девяносто"),
)
_HUNDREDS = (
    *("", "сто", "двести", "триста", "четыреста"),
    *("пятьсот", "шестьсот", "семьсот", "восемьсот", "девятьсот"),
)
_ONE_AND_TWO: dict[Gender, tuple[str, str]] = {"m": ("один", "два"), "f": ("одна", "две"), "n": ("одно", "два")}

_POWERS = (
    Noun("", "", ""),
    Noun("тысяча", "тысячи", "тысяч", "f"),
    Noun("миллион", "миллиона", "миллионов"),
    Noun("миллиард", "миллиарда", "миллиардов"),
    Noun("триллион", "триллиона", "триллионов"),
    Noun("квадриллион", "квадриллиона", "квадриллионов"),
)

_KOPECK = Noun("копейка", "копейки", "копеек", "f")
_CENT = Noun("цент", "цента", "центов")
_CURRENCIES: dict[str, tuple[Noun, Noun]] = {
    "RUB": (Noun("рубль", "рубля", "рублей"), _KOPECK),
    "USD": (Noun("доллар США", "доллара США", "долларов США"), _CENT),
    "EUR": (Noun("евро", "евро", "евро"), _CENT),
    "CNY": (Noun("юань", "юаня", "юаней"), Noun("фэнь", "фэня", "фэней")),
    "KZT": (Noun("тенге", "тенге", "тенге"), Noun("тиын", "тиына", "тиынов")),
    "BYN": (Noun("белорусский рубль", "белорусских рубля", "белорусских рублей"), _KOPECK),
}


def amount(whole: int, hundredths: int, currency: str) -> str:
    """Whole units in words, hundredths in digits: «десять тысяч рублей 25 копеек»."""
    unit, part = _CURRENCIES[currency]
    said = count(whole, unit.gender)
    return f"{said} {noun_after(whole, unit)} {hundredths:02d} {noun_after(hundredths, part)}"


def count(number: int, gender: Gender = "m") -> str:
    """A number from nought to a quadrillion, agreeing with the gender of what is counted."""
    if number == 0:
        return "ноль"
    said: list[str] = []
    for power, group in thousands(number):
        noun = _POWERS[power]
        said += _hundreds(group, gender if power == 0 else noun.gender)
        if power:
            said.append(noun_after(group, noun))
    return " ".join(said)


def noun_after(number: int, noun: Noun) -> str:
    """The form of a noun after a number: 1 рубль, 2 рубля, 5 and 11 рублей, 21 рубль."""
    tail = number % 100
    if tail in range(11, 15):
        return noun.many
    if tail % 10 == 1:
        return noun.one
    return noun.few if tail % 10 in {2, 3, 4} else noun.many


def _hundreds(number: int, gender: Gender) -> list[str]:
    hundreds, tail = divmod(number, 100)
    tens, units = divmod(tail, 10)
    if tens == 1:
        return [word for word in (_HUNDREDS[hundreds], _TEENS[units]) if word]
    unit = _ONE_AND_TWO[gender][units - 1] if units in {1, 2} else _UNITS[units]
    return [word for word in (_HUNDREDS[hundreds], _TENS[tens], unit) if word]
