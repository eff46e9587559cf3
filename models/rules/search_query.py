"""What a person may have meant by the text in the search box, and the expression that asks the index for it.

Readings come likeliest first, four at most, the text as typed always among them. A caller asks them in order and may
stop as soon as one finds enough. The index of words is an FTS5 table over `search_text` (unicode61, diacritics left
alone); the index of digits is a trigram table over `digits`.
"""

import re
from dataclasses import dataclass
from typing import Literal

from models.rules.keyboard_layout import other_layout
from models.rules.search_text import search_text
from models.rules.transliteration import latin_spellings, russian_spellings
from models.rules.typos import typo_variants

ReadingKind = Literal["typed", "joined", "layout", "transliterated", "typos", "digits"]
Terms = tuple[tuple[str, ...], ...]

_MOST = 4
_MOST_WORDS = 12
_LONGEST_TEXT = 200
_LATIN = re.compile(r"[a-z]+")
_RUSSIAN = re.compile(r"[а-я]+")
_PHONE = re.compile(
    r"\s*(?:tel:)?\s*(\+?)([0-9\s()\-‐‑–—.]*)(?:,?\s*\(?(?:доб|вн|ext|x|#)[^0-9]*[0-9]*\)?)?\s*", re.IGNORECASE
)
_FEWEST_DIGITS = 4
_WHOLE_NUMBER = 11  # digits of a Russian number with its 8 or 7
# Pairs of letters that are common in names and words of each language; they tell a word from a slip of the layout.
_RUSSIAN_TEXT = """
ст но то на ен ов ни ра во ко ро по пр ре ос та го ли не ер од ка ло ом ла ин ан ол ор ва ва ег ал ат ть ит ес ти ел
ев ви ей ек ем ет за из ик ил им ис их ки кр ле лк ль лю ма ме ми мо на нд не ни нн ны ны об ое ож оз ок он оп от ой
пе пл ри ру са св се си ск сл со ся те тр ты ув уд ук ум ун ур ус ут че чи ша ше ши шк щи ык ым ый ыл ьн ья ья юл юр
ян яр ар ав аз ак ам ас аш бо бе ба бр бу ве вл вс вы га ге ги гл гр гу да де ди дм до др ду дь ек ед ер жа же жи зо
зе ия ив иг ид иц ич кс кт ку лы ля мы му мя ну нь ня па пи пу рг рд рк рн рт ры рь ря см сн со сс су сь сы ту тя уж
уз ул ух уч уш фе фи фо фа ха хи хо ца це цк ча чк шл шн щу щк эк эл эд юк яв як ят юш ед ед аб аг ад аж ап ач бл би
вд вк вн ву дв дк дн ды зн зи зд иб ие из ир иш йк кл кн ло лн ло лс мк нг нк нт об ог ош ощ пк
"""
_RUSSIAN_PAIRS = frozenset(_RUSSIAN_TEXT.split())
_LATIN_TEXT = """
an ov in ev na ra er al ar en on or el at is ko ro va ka la le li ma mi ni no ol os pa pe po re ri sa se sh sk so st
ta te ti to tr ts un ur us ut ve vi vo ya yu yo za zh ai ad ag ak am as av ba be bo br bu ch ck da de di do dr ed ei
em es et ey fa fe fi fo ga ge gi go gr ha he hi ho hu ia ic id ie ig ik il im io ir it iv ja je jo ju ke kh ki kl kr
ku ky ld ll lo lu ly me mo mu my nd ne ng nk nn nt ny oc od of og oi ok om oo op ot ou ow oy ph pi pl pr ru rd rn rs
rt ry sc si sm sn sp ss su sy th ts tu ty ub uk ul um uz vn vs wa we wh wi wo ye yn ys bi bl ca ce ci co cr ct cu dm
dy eg ek ep gl gu hn hr iu iy ij kz lk lt mp ms nc ns ob pt qu rg ri rk sl ug ui vl xe yk ym zi zo
"""
_LATIN_PAIRS = frozenset(_LATIN_TEXT.split())
_UNLIKELY = 0.34


@dataclass(frozen=True, slots=True)
class Reading:
    """One thing the text may mean: for each word its spellings, likeliest first.

    The last word is always a prefix; in a reading from another alphabet every word is, since its ending is a guess.
    The terms of a digits reading are the strings of digits of which any may occur.
    """

    kind: ReadingKind
    terms: Terms

    @property
    def words(self) -> tuple[str, ...]:
        """The likeliest spelling of each word."""
        return tuple(spellings[0] for spellings in self.terms)


def readings(text: str) -> tuple[Reading, ...]:
    """What was meant: digits of a phone, as typed, glued, on the other layout, in the other alphabet."""
    text = text[:_LONGEST_TEXT]
    typed = _terms(text)
    if not typed:
        return ()
    found = [Reading("digits", (fragments,))] if (fragments := digit_fragments(text)) else []
    found.append(Reading("typed", typed))
    if glued := _glued(typed):
        found.append(Reading("joined", glued))
    found += _guesses(text, typed)
    asked: dict[str, Reading] = {}
    for reading in found:
        asked.setdefault(f"{reading.kind == 'digits'} {reading.terms}", reading)
    return tuple(asked.values())[:_MOST]


def digit_fragments(text: str) -> tuple[str, ...]:
    """Strings of digits that a number meant by the text holds one of; () where the text is no piece of a phone."""
    match = _PHONE.fullmatch(text)
    number = re.sub(r"[^0-9]", "", match[2]) if match else ""
    if not match or len(number) < _FEWEST_DIGITS:
        return ()
    if number[0] != "8" or match[1]:
        return (number,)
    international = "7" + number[1:]  # the index holds numbers with their country code
    return (international,) if len(number) == _WHOLE_NUMBER else (international, number)


def fts_match(reading: Reading) -> str:
    """The FTS5 expression of a reading; every string is quoted, so no text of a person can be syntax."""
    if reading.kind == "digits":
        return " OR ".join(_quoted(fragment) for fragment in reading.terms[0])
    last = len(reading.terms) - 1
    every = reading.kind in {"transliterated", "typos"}
    groups = [_group(spellings, "*" if every or place == last else "") for place, spellings in enumerate(reading.terms)]
    return " AND ".join(groups) or '""'


def typo_reading(text: str) -> Reading | None:
    """The last resort when no reading found anything: each longer word with the slips it may hold."""
    typed = _terms(text[:_LONGEST_TEXT])
    terms = tuple((word, *typo_variants(word)) for (word,) in typed)
    return Reading("typos", terms) if any(len(spellings) > 1 for spellings in terms) else None


def _terms(text: str) -> Terms:
    words = search_text(text).split()
    if len(words) > _MOST_WORDS:
        words = [*words[: _MOST_WORDS - 1], words[-1]]
    return tuple((word,) for word in words)


def _glued(terms: Terms) -> Terms:
    """A letter before a word may have lost its apostrophe: "о нил", "d artagnan"."""
    words = [word for (word,) in terms]
    glued: list[str] = []
    for place, word in enumerate(words):
        if place and len(words[place - 1]) == 1 and words[place - 1].isalpha() and len(word) > 1 and word.isalpha():
            glued[-1] += word
        else:
            glued.append(word)
    return tuple((word,) for word in glued) if len(glued) < len(words) else ()


def _guesses(text: str, typed: Terms) -> list[Reading]:
    """The other layout and the other alphabet, in the order in which the letters speak for them."""
    flipped = _terms(other_layout(text))
    as_typed, as_flipped = _likely(typed), _likely(flipped)
    spelled = Reading("transliterated", _transliterated(typed))
    layout = [Reading("layout", flipped), Reading("transliterated", _transliterated(flipped))]
    if as_flipped > as_typed:
        guesses = [*layout, spelled] if as_typed >= _UNLIKELY else layout
    elif as_flipped >= _UNLIKELY:
        guesses = [spelled, *layout]
    else:
        guesses = [spelled]
    return [guess for guess in guesses if guess.terms]


def _transliterated(terms: Terms) -> Terms:
    spelled = tuple(_spellings(word) or (word,) for (word,) in terms)
    return spelled if spelled != terms else ()


def _spellings(word: str) -> tuple[str, ...]:
    if _LATIN.fullmatch(word):
        return russian_spellings(word)
    return latin_spellings(word) if _RUSSIAN.fullmatch(word) else ()


def _likely(terms: Terms) -> float:
    """The share of letter pairs that are common in the language of the words; 0 where there is none."""
    pairs = [word[at : at + 2] for (word,) in terms for at in range(len(word) - 1)]
    return sum(pair in _RUSSIAN_PAIRS or pair in _LATIN_PAIRS for pair in pairs) / len(pairs) if pairs else 0.0


def _group(spellings: tuple[str, ...], star: str) -> str:
    quoted = [_quoted(word) + star for word in spellings]
    return quoted[0] if len(quoted) == 1 else f"({' OR '.join(quoted)})"


def _quoted(word: str) -> str:
    return '"' + word.replace("\0", " ").replace('"', '""') + '"'
