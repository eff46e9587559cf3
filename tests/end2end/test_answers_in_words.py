"""What is answered to a person is said in words, in the language asked for; JSON keeps the keys."""

import pytest

from tests.end2end.playing import Vizitka, vcards


@pytest.fixture
def anna(vizitka: Vizitka) -> str:
    """The id of a contact with everything that is kept as a key."""
    card = vizitka.folder.parent / "phone.vcf"
    card.write_text(vcards("Щукина Анна"), encoding="utf-8", newline="")
    vizitka("import", str(card))
    made = vizitka.contact("щукина")
    assert (
        vizitka("edit", made, "gender=female", "language=ru", "relationship_stage=prospect", "status=hot_lead").code
        == 0
    )
    return made


def test_what_a_contact_keeps_as_keys_is_shown_in_words(vizitka: Vizitka, anna: str) -> None:
    lines = vizitka("show", anna).out.splitlines()

    said = {line.split("  ")[0]: line.split("  ")[-1].strip() for line in lines}
    assert (said["Gender"], said["Language"], said["Status"]) == ("female", "Russian", "Hot lead")
    assert "Prospect" in said.values()


def test_a_program_still_reads_the_keys(vizitka: Vizitka, anna: str) -> None:
    fields = vizitka.json("show", anna)["fields"]

    assert (fields["gender"], fields["status"]) == ("female", ["hot_lead"])


def test_the_parts_of_an_offer_are_shown_without_ids_and_keys(vizitka: Vizitka, anna: str) -> None:
    lines = vizitka.folder.parent / "lines.csv"
    lines.write_text("name;unit;quantity;price\nConsulting;hour;3;1200.50\n", encoding="utf-8")
    made = vizitka.json("offer", "new", "--contact", anna, "--lines", str(lines))

    said = vizitka("show", made["id"]).out

    assert "per_line" not in said
    assert "{" not in said
    (line,) = [one for one in said.splitlines() if "Consulting" in one]
    assert "-7" not in line.split("Consulting")[0]  # no id before the name


def test_the_self_test_answers_in_the_language_asked_for(nobody: Vizitka) -> None:
    lines = nobody.says("self-test", "--lang", "ru").out.splitlines()

    assert len(lines) > 5
    assert all(any("а" <= letter <= "я" for letter in line.lower()) for line in lines)
