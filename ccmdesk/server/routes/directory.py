"""What everyone may know."""

from __future__ import annotations

from fastapi import APIRouter

from ccmdesk.core.signatures import key_id
from ccmdesk.server.deps import BankDep
from ccmdesk.server.errors import declared
from ccmdesk.server.repositories.caisses import list_caisses
from ccmdesk.wire.messages import Caisse, Directory, SigningKey

router = APIRouter(prefix="/v1/directory", tags=["directory"])


@router.get("", responses=declared())
def directory(bank: BankDep) -> Directory:
    """List the caisses of this server (names, phones, opening hours), and the keys of the bank's receipts."""
    with bank.database.snapshot() as connection:
        rows = list_caisses(connection)
    caisses = [Caisse.model_validate({name: row[name] for name in Caisse.model_fields}) for row in rows]
    keys = [SigningKey(id=key_id(public), public_key=public) for public in bank.keys.signing_keys]
    return Directory(caisses=caisses, signing_keys=keys)
