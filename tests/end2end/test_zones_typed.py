"""A time zone is typed by its city on the command line, of a person and of what is planned with them."""

import pytest

from tests.end2end.playing import Vizitka, vcards


@pytest.mark.parametrize(
    ("typed", "kept"), [("Екатеринбург", "Asia/Yekaterinburg"), ("UTC+5", "Etc/GMT-5"), ("МСК+2", "Etc/GMT-5")]
)
def test_a_zone_is_typed_as_a_person_says_it_and_refused_in_its_own_words(
    vizitka: Vizitka, typed: str, kept: str
) -> None:
    phone = vizitka.folder.parent / "phone.vcf"
    phone.write_text(vcards("Щукина Анна"), encoding="utf-8", newline="")
    vizitka("import", str(phone))
    anna = vizitka.contact("щукина")
    call = vizitka.json("schedule", "щукина", "--at", "tomorrow 10:30")["id"]

    for record in (anna, call):
        vizitka("edit", record, f"time_zone={typed}")
        refused = vizitka("edit", record, "time_zone=Нигде")

        assert vizitka.json("show", record)["fields"]["time_zone"] == kept
        assert refused.complaint.endswith("No time zone is called “Нигде”; a large city of it will do, or UTC+5.")
