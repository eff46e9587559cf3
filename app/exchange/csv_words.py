"""Words inside the cells of a table: types of channels, and the guard against formulas."""

import re
from functools import lru_cache

from app.exchange.card import ChannelType

_TYPES: dict[ChannelType, str] = {
    "mobile": "mobile|cell|мобильный|моб.|мобильный телефон|сотовый",
    "work": "work|business|office|рабочий|раб.|рабочая|рабочее|работа",
    "home": "home|домашний|дом.|дом|домашняя|личный|личная",
    "fax": "fax|work fax|home fax|other fax|факс|рабочий факс|домашний факс",
    "main": "main|основной",
    "other": "other|другой|другое|другая|internet|profile|homepage|home page",
}
_BY_WORD: dict[str, ChannelType] = {word: kind for kind, words in _TYPES.items() for word in words.split("|")}
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "'")
_EXCEL_TEXT = re.compile(r'="(.*)"', re.DOTALL)


@lru_cache(maxsize=1024)
def primary_and_type(written: str) -> tuple[bool, ChannelType, str]:
    """Google's "* Work": whether it is the first choice, its type, and the label where it is a word of the person's."""
    primary = written.startswith("*")
    word = written.removeprefix("*").strip()
    kind = _BY_WORD.get(word.lower().replace("ё", "е"))
    if kind is not None:
        return primary, kind, ""
    return primary, "other", word


def guarded(cell: str) -> str:
    """A cell no spreadsheet takes for a formula; `without_guard` gives it back to the letter."""
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell


def without_guard(cell: str, *, own: bool) -> str:
    """A cell as it was meant: our own guard, another program's, or Excel's `="00123"` taken off."""
    if own:
        return cell.removeprefix("'")
    cell = cell.strip()
    if cell[:1] == "'" and cell[1:2] in _FORMULA_STARTS[:4]:
        return cell[1:]
    text = _EXCEL_TEXT.fullmatch(cell) if cell[:1] == "=" else None
    return text[1].replace('""', '"') if text else cell
