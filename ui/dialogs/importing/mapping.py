"""How a table of contacts is read: encoding, delimiter, head, and what every column becomes, its first rows live."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.exchange.csv_mapping import CHOICES
from resources.i18n import N_, _
from ui.theme import metrics
from ui.widgets.pick import Pick, picks_model
from ui.widgets.switch import Switch
from ui.widgets.words import ElidedWords, hairline, words

if TYPE_CHECKING:
    from app.exchange.survey import TableLook

ENCODINGS = (
    ("utf-8", "UTF-8"),
    ("utf-16", "UTF-16"),
    ("cp1251", "Windows-1251"),
    ("cp866", "CP866 (DOS)"),
    ("koi8-r", "KOI8-R"),
    ("mac-cyrillic", "Mac Cyrillic"),
    ("cp1252", "Windows-1252"),
)
DELIMITERS = ((",", N_("Comma")), (";", N_("Semicolon")), ("\t", N_("Tab")), ("|", N_("Vertical bar")))
_SAME = {"utf-8-sig": "utf-8", "utf-16-le": "utf-16", "utf-16-be": "utf-16", "utf_8": "utf-8", "utf_16": "utf-16"}
_TARGET = 190
_COLUMN = 176
_SETTING = 132
_SAMPLES = 4


class MappingPage(QWidget):
    """`changed` carries the TableChoice a person made."""

    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._look: TableLook | None = None
        self._model = picks_model([(key, _(title)) for key, title in CHOICES])
        self.encoding = Pick(_("Encoding"), ENCODINGS)
        self.delimiter = Pick(_("Delimiter"), [(key, _(title)) for key, title in DELIMITERS])
        self.head = Switch(_("The first row names the columns"))
        self.targets: list[Pick] = []
        self.samples: list[ElidedWords] = []
        self.encoding.picked.connect(lambda _key: self._tell(mapped=False))
        self.delimiter.picked.connect(lambda _key: self._tell(mapped=False))
        self.head.clicked.connect(lambda: self._tell(mapped=False))
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(2 * metrics.GRID)
        down.addLayout(self._settings())
        down.addLayout(_heads())
        down.addWidget(hairline())
        down.addWidget(self._area, 1)

    def show_table(self, look: "TableLook") -> None:
        """Show a table as it would be read now."""
        same = self._look is not None and self._look.columns == look.columns and len(self.targets) == len(look.columns)
        self._look = look
        encoding = _SAME.get(look.encoding, look.encoding)
        if self.encoding.findData(encoding) < 0:
            self.encoding.addItem(encoding, encoding)
        self.encoding.show_value(encoding)
        self.delimiter.show_value(look.delimiter)
        self.head.setChecked(look.head)
        if not same:
            self._build(look)
        for place, target in enumerate(look.mapping):
            self._show_target(self.targets[place], target)
            self.samples[place].setText(_sample(look.rows, place))

    def _tell(self, *, mapped: bool) -> None:
        from app.exchange.survey import TableChoice  # noqa: PLC0415 - heavy: after the first paint

        mapping = tuple(target.value() for target in self.targets) if mapped else None
        chosen = TableChoice(self.encoding.value(), self.delimiter.value(), self.head.isChecked(), mapping)
        self.changed.emit(chosen)

    def _settings(self) -> QHBoxLayout:
        across = QHBoxLayout()
        across.setSpacing(2 * metrics.GRID)
        for title, field in ((_("Encoding"), self.encoding), (_("Delimiter"), self.delimiter)):
            across.addWidget(words(title, "body", "dim"))
            field.setFixedWidth(_SETTING)
            across.addWidget(field)
            across.addSpacing(metrics.GRID)
        across.addWidget(self.head)
        across.addStretch(1)
        return across

    def _build(self, look: "TableLook") -> None:
        body = QWidget()
        body.setObjectName("panel")
        grid = QGridLayout(body)
        grid.setContentsMargins(0, 4, 12, 4)
        grid.setHorizontalSpacing(3 * metrics.GRID)
        grid.setVerticalSpacing(metrics.GRID)
        grid.setColumnStretch(2, 1)
        self.targets, self.samples = [], []
        for place, column in enumerate(look.columns):
            title = column.strip() or _("Column {number}").format(number=place + 1)
            head = ElidedWords(title, "medium")
            head.setFixedWidth(_COLUMN)
            target = Pick(_("What “{column}” becomes").format(column=title), self._model)
            target.setFixedWidth(_TARGET)
            target.picked.connect(partial(self._on_picked))
            sample = ElidedWords("", "body", "dim")
            grid.addWidget(head, place, 0)
            grid.addWidget(target, place, 1)
            grid.addWidget(sample, place, 2)
            self.targets.append(target)
            self.samples.append(sample)
        grid.setRowStretch(len(look.columns), 1)
        self._area.setWidget(body)

    def _on_picked(self, _key: str) -> None:
        self._tell(mapped=True)

    def _show_target(self, field: Pick, target: str) -> None:
        """A target no person would choose (a numbered phone, a field of our own export) gets a line of its own."""
        if field.findData(target) < 0:
            field.setModel(picks_model([(target, _("As recognised")), *((key, _(title)) for key, title in CHOICES)]))
        field.show_value(target)


def _heads() -> QHBoxLayout:
    across = QHBoxLayout()
    across.setSpacing(3 * metrics.GRID)
    for title, width in ((_("Column"), _COLUMN), (_("Becomes"), _TARGET), (_("First rows"), 0)):
        head = words(title, "small_medium", "dim")
        if width:
            head.setFixedWidth(width)
        across.addWidget(head, 0 if width else 1)
    return across


def _sample(rows: "Sequence[Sequence[str]]", place: int) -> str:
    cells = [" ".join(row[place].split()) for row in rows if place < len(row)]
    return "  ·  ".join(cell for cell in cells[:_SAMPLES] if cell)
