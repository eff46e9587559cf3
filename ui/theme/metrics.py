"""Measures of the frame and its controls, in device-independent pixels on a 4 px grid."""

GRID = 4

RAIL = 188
RAIL_FOLDED = 56
TOP = 52
STATUS = 28
LIST = 340
SIDE = 264

FOLD_SIDE = 1200  # a window narrower than this keeps its side column folded away
FOLD_LIST = 1000  # and narrower than this shows the list or the card, one at a time
FOLD_RAIL = 1040  # here the rail shows icons only, unless it was unfolded by hand
SMALLEST = (720, 480)
USUAL = (1440, 900)

FACT = 26
BUTTON = 30
CONTROL = 32
ROW = 60
AVATAR = 36
AVATAR_LARGE = 56
ICON = 18
ICON_SMALL = 16
PILL = 22

RADIUS = 7
RADIUS_CARD = 10
CARD_WIDEST = 900  # lines of text longer than this are hard to follow
CARD_BESIDE = 404  # a card that stands beside a wide place

PAUSE_BEFORE_BUSY = 300  # ms until a wait is admitted
