"""The quiet pages of the import: what a file holds, and what became of its records."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QGridLayout, QHBoxLayout, QHeaderView, QTableView, QVBoxLayout, QWidget

from app.formatting import number
from resources.i18n import N_, _, ngettext, pgettext
from ui.theme import metrics
from ui.theme.fonts import font
from ui.widgets.words import ElidedWords, figures, words

if TYPE_CHECKING:
    from app.exchange.card import Refused
    from app.exchange.survey import FileLook, Survey
    from app.services.importing import ImportOutcome

FORMATS = {"vcard": N_("vCard"), "csv": N_("Table (CSV)"), "json": N_("Export of Vizitka (JSON)")}
_Index = QModelIndex | QPersistentModelIndex


def file_words(look: "FileLook", found: "Survey | None") -> str:
    """One line about a file: its form and what was counted so far."""
    said = [_(FORMATS[look.format])]
    if found is None:
        return " · ".join([*said, _("counting …")])
    said.append(ngettext("{count} contact", "{count} contacts", found.cards).format(count=number(found.cards)))
    if found.others:
        text = ngettext("{count} other record", "{count} other records", found.others)
        said.append(text.format(count=number(found.others)))
    if found.refused:
        text = ngettext("{count} record cannot be read", "{count} records cannot be read", found.refused)
        said.append(text.format(count=number(found.refused)))
    return " · ".join(said)


class PeoplePage(QWidget):
    """The first people of a file, as they would come in."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(4 * metrics.GRID)
        self._grid.setVerticalSpacing(metrics.GRID)
        for column, stretch in enumerate((5, 5, 4)):
            self._grid.setColumnStretch(column, stretch)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 4, 0, 0)
        down.addLayout(self._grid)
        down.addStretch(1)

    def show_people(self, people: Sequence[tuple[str, str, str]]) -> None:
        """Show names, companies and phones."""
        while (entry := self._grid.takeAt(0)) is not None:
            if (part := entry.widget()) is not None:
                part.deleteLater()
        if people:
            for column, title in enumerate((pgettext("contact", "Name"), _("Company"), _("Phone or e-mail"))):
                self._grid.addWidget(words(title, "small_medium", "dim"), 0, column)
        for row, person in enumerate(people, 1):
            for column, text in enumerate(person):
                self._grid.addWidget(ElidedWords(text, "medium" if column == 0 else "body"), row, column)


class Summary(QWidget):
    """Four figures in a row: created, updated, known, refused."""

    def __init__(self, outcome: "ImportOutcome") -> None:
        super().__init__()
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(8 * metrics.GRID)
        for title, count, tone in (
            (pgettext("import", "created"), outcome.created, "good"),
            (pgettext("import", "updated"), outcome.updated, ""),
            (pgettext("import", "known already"), outcome.skipped, "dim"),
            (pgettext("import", "refused"), len(outcome.refused), "bad"),
        ):
            down = QVBoxLayout()
            down.setSpacing(0)
            down.addWidget(figures(number(count), "name", tone if count else "dim"))
            down.addWidget(words(title, "body", "dim"))
            across.addLayout(down)
        across.addStretch(1)


class RefusedModel(QAbstractTableModel):
    """The refused records: file, record, line, reason, how it begins."""

    HEADS = (N_("File"), N_("Record"), N_("Line"), N_("Reason"), N_("How it begins"))

    def __init__(self, refused: "Sequence[tuple[str, Refused]]") -> None:
        super().__init__()
        self._refused = refused

    def rowCount(self, parent: _Index | None = None) -> int:
        """How many there are."""
        return 0 if parent is not None and parent.isValid() else len(self._refused)

    def columnCount(self, parent: _Index | None = None) -> int:
        """What is told of each."""
        return 0 if parent is not None and parent.isValid() else len(self.HEADS)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """One cell."""
        if not index.isValid():
            return None
        file, one = self._refused[index.row()]
        cell = (file, number(one.record), number(one.line), one.reason, " ".join(one.excerpt.split()))[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return cell
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() in (1, 2):
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The title of a column."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _(self.HEADS[section])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section in (1, 2) else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None


def refused_table(refused: "Sequence[tuple[str, Refused]]") -> QTableView:
    """A quiet table of the refused records."""
    view = QTableView()
    model = RefusedModel(refused)
    model.setParent(view)
    view.setObjectName("quiet")
    view.setModel(model)
    view.setAccessibleName(_("Refused records"))
    view.setFont(font("body", tabular=True))
    view.setShowGrid(False)
    view.setWordWrap(False)
    view.setTabKeyNavigation(False)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.verticalHeader().hide()
    view.verticalHeader().setDefaultSectionSize(metrics.FACT)
    heads = view.horizontalHeader()
    heads.setFont(font("small_medium"))
    heads.setHighlightSections(False)
    heads.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    for column, width in enumerate((130, 64, 64, 270)):
        view.setColumnWidth(column, width)
    heads.setSectionResizeMode(4, QHeaderView.ResizeMode.Stretch)
    return view
