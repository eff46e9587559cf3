"""The Russian catalogue says everything the program says, and with the same placeholders."""

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from installer import texts
from tests.architecture.sources import ROOT

HEADER = (ROOT / "resources/locale/ru/LC_MESSAGES/vizitka.po").read_text(encoding="utf-8").split("\n\n", 1)[0]


def a_catalogue(folder: Path, body: str = "") -> Path:
    path = folder / "vizitka.po"
    path.write_text(f"{HEADER}\n\n{body}", encoding="utf-8")
    return path


def gathered(*messages: tuple[str | tuple[str, str], str | None]) -> Catalog:
    catalogue = Catalog(locale="ru")
    for message, context in messages:
        catalogue.add(message, context=context)
    return catalogue


def test_every_text_is_said_in_russian() -> None:
    everything = texts.gather(ROOT)

    complaints = list(texts.complaints(everything, texts.load(texts.CATALOGUE)))

    assert complaints == []


def test_the_catalogue_on_the_disk_is_as_gathering_would_write_it(tmp_path: Path) -> None:
    rewritten = a_catalogue(tmp_path)
    catalogue = texts.load(texts.CATALOGUE)

    catalogue.update(texts.gather(ROOT), no_fuzzy_matching=True)
    texts.save(catalogue, rewritten)

    assert rewritten.read_text(encoding="utf-8") == texts.CATALOGUE.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ("", "no translation: 'Find {name}'"),
        ('msgid "Find {name}"\nmsgstr ""\n', "no translation: 'Find {name}'"),
        ('#, fuzzy\nmsgid "Find {name}"\nmsgstr "Найти {name}"\n', "fuzzy: 'Find {name}'"),
        ('msgid "Find {name}"\nmsgstr "Найти {имя}"\n', "other placeholders: 'Find {name}': Найти {имя}"),
        ('msgid "Find {name}"\nmsgstr "Найти"\n', "other placeholders: 'Find {name}': Найти"),
    ],
)
def test_a_text_said_badly_is_complained_of(tmp_path: Path, body: str, complaint: str) -> None:
    catalogue = texts.load(a_catalogue(tmp_path, body))

    assert list(texts.complaints(gathered(("Find {name}", None)), catalogue)) == [complaint]


def test_each_russian_plural_names_its_number(tmp_path: Path) -> None:
    body = (
        'msgid "A call"\nmsgid_plural "{count} calls"\n'
        'msgstr[0] "Звонок"\nmsgstr[1] "{count} звонка"\nmsgstr[2] "{count} звонков"\n'
    )
    catalogue = texts.load(a_catalogue(tmp_path, body))

    complaints = list(texts.complaints(gathered((("A call", "{count} calls"), None)), catalogue))

    # 21, 31 and 101 take the form of one.
    assert complaints == ["other placeholders: 'A call': Звонок"]


def test_one_word_is_said_differently_in_two_contexts(tmp_path: Path) -> None:
    catalogue = texts.load(a_catalogue(tmp_path, 'msgctxt "menu"\nmsgid "Call"\nmsgstr "Позвонить"\n'))

    complaints = list(texts.complaints(gathered(("Call", "menu"), ("Call", "kind")), catalogue))

    assert complaints == ["no translation: 'Call' (kind)"]


def test_gathering_finds_every_kind_of_mark_and_keeps_translations(tmp_path: Path) -> None:
    (tmp_path / "app").mkdir()
    source = """
        KINDS = [N_("Meeting")]
        def say(count):
            _("Find "
              "{name}").format(name=1)
            ngettext("{count} call", "{count} calls", count)
            pgettext("menu", "Call")
    """
    (tmp_path / "app" / "marks.py").write_text("if True:\n" + source, encoding="utf-8")
    path = a_catalogue(tmp_path, 'msgid "Meeting"\nmsgstr "Встреча"\n')
    catalogue = texts.load(path)

    catalogue.update(texts.gather(tmp_path, ["app"]), no_fuzzy_matching=True)
    texts.save(catalogue, path)

    written = path.read_text(encoding="utf-8")
    assert 'msgid "Meeting"\nmsgstr "Встреча"' in written
    assert 'msgid "Find {name}"\nmsgstr ""' in written
    assert 'msgid_plural "{count} calls"' in written
    assert 'msgctxt "menu"' in written
    assert "marks.py" not in written
    assert written.startswith(HEADER)
