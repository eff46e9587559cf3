"""The parser complains in our own words, and reads what commands need read."""

import argparse

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.cli import language_said
from app.cli.parser import Parser, complaint, count, edit_pair, words
from app.cli.usage import VERBS, build_parser
from resources.i18n import speaking


@pytest.mark.parametrize(
    ("argv", "told"),
    [
        ([], "this is missing: name"),
        (["a", "b"], "this is not understood: b"),
        (["a", "--size", "huge"], "--size: 'huge' cannot be read"),
        (["a", "--size"], "--size: a value is missing"),
        (["a", "--colour", "red"], "--colour: 'red' is none of: "),
    ],
)
def test_what_argparse_complains_of_is_said_in_our_words(
    argv: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    parser = Parser(prog="try")
    parser.add_argument("name")
    parser.add_argument("--size", type=count)
    parser.add_argument("--colour", choices=("blue", "green"))

    with pytest.raises(SystemExit) as left:
        parser.parse_args(argv)

    assert left.value.code == 2
    assert f"try: {told}" in capsys.readouterr().err


def test_an_unknown_complaint_stays_as_it_is() -> None:
    assert complaint("the moon is full") == "the moon is full"


@pytest.mark.parametrize("verb", sorted(VERBS))
@pytest.mark.parametrize("lang", ["en", "ru"])
def test_every_command_has_its_help(verb: str, lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    with speaking("ru" if lang == "ru" else "en"), pytest.raises(SystemExit) as left:
        build_parser().parse_args([verb, "--help"])

    shown = capsys.readouterr().out
    assert left.value.code == 0
    assert f"vizitka {verb}" in shown
    assert "--json" in shown


def test_json_and_language_may_stand_on_either_side_of_the_command() -> None:
    before = build_parser().parse_args(["--json", "--lang", "ru", "agenda", "ws"])
    after = build_parser().parse_args(["agenda", "ws", "--json", "--lang", "ru"])

    assert vars(before) == vars(after)


@pytest.mark.parametrize(
    ("argv", "lang"),
    [
        (["--lang", "ru", "agenda"], "ru"),
        (["agenda", "ws", "--lang=en"], "en"),
        (["offer", "ws", "КП-1", "--lang", "en"], None),
        (["--lang", "ru", "offer", "ws", "КП-1", "--lang", "en"], "ru"),
        (["agenda", "--lang", "fr"], None),
        (["agenda", "--lang"], None),
    ],
)
def test_the_language_is_known_before_the_words_are_parsed(argv: list[str], lang: str | None) -> None:
    assert language_said(argv) == lang


@given(name=st.text(st.characters(categories=["L"]), min_size=1), value=st.text())
def test_an_edit_is_parted_at_its_first_sign(name: str, value: str) -> None:
    field, text = edit_pair(f"{name}={value}")

    assert (field, text) == (name, words(value))


def test_an_edit_without_a_sign_is_no_edit() -> None:
    with pytest.raises(argparse.ArgumentTypeError, match="FIELD=VALUE"):
        edit_pair("first")


def test_bytes_that_are_no_letters_become_marks() -> None:
    assert words(b"Pike\xff".decode("utf-8", "surrogateescape")) == "Pike\ufffd"
