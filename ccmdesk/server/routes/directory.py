"""What everyone may know."""

from __future__ import annotations

from fastapi import APIRouter

from ccmdesk.server.deps import BankDep
from ccmdesk.server.errors import declared
from ccmdesk.server.repositories.caisses import list_caisses
from ccmdesk.wire.messages import Caisse, Directory

router = APIRouter(prefix="/v1/directory", tags=["directory"])


@router.get("", responses=declared())
def directory(bank: BankDep) -> Directory:
    """List the caisses of this server: names, phones, opening hours."""
    with bank.database.snapshot() as connection:
        rows = list_caisses(connection)
    return Directory(caisses=[Caisse.model_validate({name: row[name] for name in Caisse.model_fields}) for row in rows])
