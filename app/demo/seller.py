"""The salesperson's own firm and record."""

from app.demo import requisites
from app.demo.lists import pairs
from app.demo.places import city_named
from app.demo.records import DemoAddress, DemoChannel, DemoOwner, DemoSeller
from app.demo.world import World

_NUMBER = 99_999  # in place of a company's index: no company of the base has it


def seller(world: World) -> DemoSeller:
    """The firm whose offers these are."""
    known = pairs(world.lang, "seller")
    city = city_named(world.lang, known["city"])
    template = world.words["legal_address"]
    where = template.format(
        postcode=known["postcode"], city=known["city"], street=known["street"], house=known["house"]
    )
    street = f"{known['street']}, {known['house']}" if world.lang == "ru" else f"{known['house']} {known['street']}"
    people = (known["director_short"], known["accountant"])
    own = (
        requisites.organisation(_NUMBER, known["region"], known["short_legal"], where, people)
        if known["region"]
        else requisites.abroad(known["short_legal"], where, people)
    )
    return DemoSeller(
        name=known["name"],
        full_name=known["full_name"],
        short_legal=known["short_legal"],
        slogan=known["slogan"],
        phone=known["phone"],
        email=known["email"],
        web=known["web"],
        director=known["director"],
        director_short=known["director_short"],
        accountant=known["accountant"],
        offer_number=world.words["offer_number"],
        vat_mode=world.words["vat_mode"],
        currency=world.words["currency"],
        address=DemoAddress("work", street, city.name, city.region, known["postcode"], city.country, primary=True),
        requisites=(own,),
    )


def owner(world: World) -> DemoOwner:
    """The salesperson."""
    known = pairs(world.lang, "seller")
    phone, email = known["me_phone"], known["me_email"]
    normal = "+" + "".join(filter(str.isdigit, phone))
    return DemoOwner(
        last=known["me_last"],
        first=known["me_first"],
        middle=known["me_middle"],
        gender="male",
        job_title=known["me_title"],
        phone=phone,
        email=email,
        time_zone=world.zone.key,
        channels=(
            DemoChannel("phone", phone, normal, "mobile", primary=True),
            DemoChannel("email", email, email, "work", primary=True),
        ),
    )
