"""All nouns in one place: importing this module declares every table of the workspace."""

from sqlalchemy import Table

from models.activity import Activity, ActivityContact, Alarm
from models.base import Base, Row, add_link_indexes
from models.channel import Address, Channel
from models.company import BankAccount, Company, CompanyStatus, Requisites
from models.conflict import Conflict
from models.contact import Contact, ContactStatus
from models.group import CompanyTag, ContactTag, Group, GroupMember, Relation, Tag
from models.history import HistoryContact, HistoryEntry
from models.note import Attachment, Note, Promise
from models.offer import NumberCounter, Offer, OfferLine, OfferSection, SellerEntity
from models.opportunity import Opportunity, OpportunityContact, OpportunityLine, Process, Stage, StageHistory
from models.pick_list import CustomField, CustomValue, PickItem, PickList, User
from models.product import Price, PriceList, Product

NOUNS: tuple[type[Row], ...] = (
    User, PickList, PickItem, CustomField, CustomValue,
    Company, CompanyStatus, Requisites, BankAccount,
    Contact, ContactStatus, Channel, Address,
    Group, GroupMember, Tag, ContactTag, CompanyTag, Relation,
    Process, Stage, Opportunity, OpportunityContact, OpportunityLine, StageHistory,
    Product, PriceList, Price,
    SellerEntity, NumberCounter, Offer, OfferSection, OfferLine,
    Activity, ActivityContact, Alarm,
    HistoryEntry, HistoryContact, Note, Promise, Attachment,
    Conflict,
)  # fmt: skip

TABLES: dict[str, Table] = {noun.__tablename__: Base.metadata.tables[noun.__tablename__] for noun in NOUNS}

for _table in TABLES.values():
    add_link_indexes(_table)
