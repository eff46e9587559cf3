"""English numbers in words, in British usage: “one thousand and one roubles 00 kopecks”.

Spelling after the Oxford dictionaries: rouble, kopeck, Belarusian; “and” before the tens of the last group and of each
group with hundreds; hyphens from twenty-one to ninety-nine; no commas. Yuan, fen, tenge and tiyn have one form.
"""

from models.rules.word_forms import Noun, thousands

_SMALL = (
    *("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_POWERS = ("", "thousand", "million", "billion", "trillion", "quadrillion")

_KOPECK = Noun("kopeck", "kopecks", "kopecks")
_CENT = Noun("cent", "cents", "cents")
_CURRENCIES: dict[str, tuple[Noun, Noun]] = {
    "RUB": (Noun("rouble", "roubles", "roubles"), _KOPECK),
    "USD": (Noun("US dollar", "US dollars", "US dollars"), _CENT),
    "EUR": (Noun("euro", "euros", "euros"), _CENT),
    "CNY": (Noun("yuan", "yuan", "yuan"), Noun("fen", "fen", "fen")),
    "KZT": (Noun("tenge", "tenge", "tenge"), Noun("tiyn", "tiyn", "tiyn")),
    "BYN": (Noun("Belarusian rouble", "Belarusian roubles", "Belarusian roubles"), _KOPECK),
}


def amount(whole: int, hundredths: int, currency: str) -> str:
    """Whole units in words, hundredths in digits: “ten thousand roubles 25 kopecks”."""
    unit, part = _CURRENCIES[currency]
    return f"{count(whole)} {noun_after(whole, unit)} {hundredths:02d} {noun_after(hundredths, part)}"


def count(number: int) -> str:
    """A number from nought to a quadrillion."""
    if number == 0:
        return "zero"
    said: list[str] = []
    for power, group in thousands(number):
        if said and power == 0 and group < 100:  # noqa: PLR2004 - a last group without hundreds is joined by "and"
            said.append("and")
        said.append(_hundreds(group))
        if power:
            said.append(_POWERS[power])
    return " ".join(said)


def noun_after(number: int, noun: Noun) -> str:
    """One rouble, two roubles, zero roubles."""
    return noun.one if number == 1 else noun.many


def _hundreds(number: int) -> str:
    hundreds, tail = divmod(number, 100)
    said = [f"{_SMALL[hundreds]} hundred"] if hundreds else []
    if tail:
        said.append(_below_hundred(tail))
    return " and ".join(said)


def _below_hundred(number: int) -> str:
    if number < len(_SMALL):
        return _SMALL[number]
    tens, units = divmod(number, 10)
    return _TENS[tens] + (f"-{_SMALL[units]}" if units else "")
