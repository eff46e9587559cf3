"""Who may see a record: everybody, its owner and the leads, the leads alone, nobody.

A scope is a text: `public`, `u:<user id>`, `lead`, `withdrawn`. A row is as visible as the strictest of what it says of
itself and what its parents are: a talk with two people is seen by those who may see both.
"""

from collections.abc import Iterable, Mapping

from sync.protocol.messages import ACCESS, OWNER, Caller, Value

PUBLIC = "public"
LEADS = "lead"
WITHDRAWN = "withdrawn"
LIMITED = "limited"  # a value of the field `access`: owner and leads
PRIVATE = "private"  # likewise: never leaves the laptop


def of_user(user_id: str) -> str:
    """What one person and the leads see."""
    return f"u:{user_id}"


def own_scope(fields: Mapping[str, Value]) -> str:
    """The scope a record asks for by its own fields; the owner is known, else it is the leads'."""
    if fields.get(ACCESS) == PRIVATE:
        return WITHDRAWN
    if fields.get(ACCESS) != LIMITED:
        return PUBLIC
    owner = fields.get(OWNER)
    return of_user(owner) if isinstance(owner, str) and owner else LEADS


def strictest(scopes: Iterable[str]) -> str:
    """What must hold where all of these must be obeyed."""
    asked = set(scopes)
    asked.discard(PUBLIC)
    if not asked:
        return PUBLIC
    if WITHDRAWN in asked:
        return WITHDRAWN
    return asked.pop() if len(asked) == 1 else LEADS


def sees(caller: Caller, scope: str) -> bool:
    """Whether this person may see what lies in the scope."""
    return scope != WITHDRAWN and (caller.role == "lead" or scope in {PUBLIC, of_user(caller.user_id)})


def visible_scopes(caller: Caller) -> tuple[str, ...] | None:
    """The scopes a salesperson sees; None for a lead, who sees all but what was withdrawn."""
    return None if caller.role == "lead" else (PUBLIC, of_user(caller.user_id))
