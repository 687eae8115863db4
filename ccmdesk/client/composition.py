"""Builds the heavy half of the client: transport, vault, door. Imported on a working thread, after the first paint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ccmdesk.client.api.bank import BankApi
from ccmdesk.client.api.transport import http_client
from ccmdesk.client.cache.keystore import os_key_store
from ccmdesk.client.cache.vault import Vault
from ccmdesk.client.sync.door import Door
from ccmdesk.core.errors import ErrorCode, KnownError

if TYPE_CHECKING:
    from ccmdesk.client.options import Options
    from ccmdesk.core.clock import Clock


def open_door(options: Options, clock: Clock) -> Door:
    """Build the way to the bank.

    Raises KnownError: SERVER_NOT_SET when no server was named, or as `http_client` does.
    """
    if not options.server_url:
        raise KnownError(ErrorCode.SERVER_NOT_SET)
    api = BankApi(http_client(options.server_url, options.ca_file, options.pins))
    vault = Vault(options.data_folder, options.key_store or os_key_store())
    return Door(api, vault, clock)
