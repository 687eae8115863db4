"""One signed-in customer's world: what the screens read, and what they may do."""

from __future__ import annotations

import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from ccmdesk.client.cache import reads, writes
from ccmdesk.client.cache.posting_window import EVERYTHING, PostingFilter, PostingWindow
from ccmdesk.client.sync import projection, receipts
from ccmdesk.client.sync.delivery import Deliverer, clear_away, send_forgotten
from ccmdesk.client.sync.directory import BankDirectory
from ccmdesk.client.sync.outbox import EntryState, Outbox
from ccmdesk.client.sync.preparing import Orders
from ccmdesk.client.sync.pull import Puller, synced_at
from ccmdesk.client.sync.trust import Trust
from ccmdesk.client.sync.views import (
    AccountView,
    CaisseView,
    Changes,
    Dashboard,
    Freshness,
    Intent,
    OrderView,
    PostingView,
    Prepared,
    ProfileView,
    Storage,
)
from ccmdesk.core.clock import Clock, paris_date
from ccmdesk.core.errors import ErrorCode, KnownError
from ccmdesk.core.rules.calendar import business_day_from
from ccmdesk.core.rules.transfers import AccountKind

if TYPE_CHECKING:
    from datetime import date, datetime

    from ccmdesk.client.api.bank import BankApi
    from ccmdesk.client.cache.store import Cache
    from ccmdesk.client.sync.holder import Holder
    from ccmdesk.client.sync.session import Session
    from ccmdesk.client.sync.trust_views import ReceiptView
    from ccmdesk.wire.signing import Approval

LATEST: Final = 8
"""Operations on the first page."""


class Desk:
    """The customer's accounts, operations and orders. Thread-safe: reads may run while a sync writes.

    Made by `Door`. Any method may raise KnownError DISK_UNAVAILABLE.
    """

    def __init__(
        self,
        api: BankApi,
        session: Session,
        cache: Cache,
        outbox: Outbox,
        clock: Clock,
        notices: tuple[ErrorCode, ...] = (),
        holder: Holder | None = None,
    ) -> None:
        self._api = api
        self._session = session
        self._cache = cache
        self._outbox = outbox
        self._clock = clock
        self._holder = holder
        self._puller = Puller(api, session, cache, clock, None if holder is None else holder.profile.mark)
        self._deliverer = Deliverer(api, session, outbox)
        self._orders = Orders(cache, outbox, clock, self._today)
        self._exchanging = threading.Lock()
        self._verified_at: datetime | None = None  # the bank said then that the cache had everything
        self._notices = notices + outbox.notices
        self._forgotten = False
        session.ended = self._session_ended
        self._trust: Trust | None = None
        if holder is not None:
            self._directory = BankDirectory(api, holder.vault)
            self._trust = Trust(api.access, session, holder, self._directory, clock, self._forget)

    @property
    def notices(self) -> tuple[ErrorCode, ...]:
        """What the customer must be told about this computer's own files; a sync may add to it.

        OUTBOX_UNREADABLE (unsent orders could not be read again), KEYRING_LOCKED, KEYRING_MISSING, KEYRING_UNTRUSTED,
        KEYRING_CHANGED, CACHE_REWOUND (an older copy was put back, all was fetched anew), DATA_FORGOTTEN (the device
        was forgotten: nothing is left here).
        """
        rewound = (ErrorCode.CACHE_REWOUND,) if self._puller.rewound else ()
        forgotten = (ErrorCode.DATA_FORGOTTEN,) if self._forgotten else ()
        return self._notices + rewound + forgotten

    @property
    def trust(self) -> Trust:
        """The customer's access: devices, sessions, what he signs. Raises KnownError: SESSION_ENDED (no one's desk)."""
        if self._trust is None:
            raise KnownError(ErrorCode.SESSION_ENDED)
        return self._trust

    @property
    def last_receipt(self) -> ReceiptView | None:
        """The bank's receipt of the last signed order that was delivered; None when it gave none that can be read."""
        if self._deliverer.receipt is None or self._holder is None:
            return None
        receipt, approval = self._deliverer.receipt
        with suppress(KnownError):
            return receipts.view(receipt, self._directory.key, approval)
        return None

    @property
    def signature_tries_left(self) -> int | None:
        """Wrong codes left before the access is locked, when the last delivery's signature was refused."""
        return self._deliverer.tries_left

    # ---- reading -------------------------------------------------------------------------------------------------

    def freshness(self) -> Freshness:
        """How much the figures can be trusted."""
        moment = self._synced_at()
        storage = Storage.MEMORY if self._cache.in_memory else Storage.DISK
        if moment and self._verified_at:
            moment = max(moment, self._verified_at)
        return Freshness(self._session.online, moment, storage, self._session.is_open)

    def _synced_at(self) -> datetime | None:
        try:
            with self._cache.read() as connection:
                return synced_at(connection)
        except KnownError as error:
            if error.code is not ErrorCode.SESSION_ENDED:
                raise
            return None  # the files are closed: the session has ended, and who asks is about to learn it

    def dashboard(self) -> Dashboard:
        """Read the first page. Before the first sync it has no accounts, and its texts are empty."""
        accounts = tuple(self.accounts())
        booked = [(account.kind, account.booked) for account in accounts]
        return Dashboard(
            profile=self.profile(),
            caisse=self.caisse(),
            accounts=accounts,
            savings=sum(cents for kind, cents in booked if kind is not AccountKind.SIGHT),
            total=sum(cents for _, cents in booked),
            latest=tuple(self.postings(None, "", 0, LATEST)),
            ongoing=tuple(self.orders(ongoing=True)),
            freshness=self.freshness(),
        )

    def accounts(self) -> list[AccountView]:
        """Read the accounts, the DAV first, with what the outbox intends."""
        return self._accounts(without=None)

    def _accounts(self, *, without: str | None) -> list[AccountView]:
        entries = self._outbox.entries()  # before the cache: an entry leaves only once the cache shows its order
        with self._cache.read() as connection:
            rows = reads.accounts(connection)
            caisse = projection.caisse_view(reads.caisse(connection), self._today())
            known = reads.known_keys(connection, [entry.key for entry in entries])
        known.add(without or "")
        unknown = [entry for entry in entries if entry.key not in known]
        intended = projection.intended_by_account(unknown, caisse.open_on)
        return [projection.account_view(row, intended.get(row.number, 0)) for row in rows]

    def caisse(self) -> CaisseView:
        """Read the customer's caisse."""
        with self._cache.read() as connection:
            return projection.caisse_view(reads.caisse(connection), business_day_from(self._today()))

    def profile(self) -> ProfileView:
        """Read the customer's own data."""
        with self._cache.read() as connection:
            return projection.profile_view(reads.profile(connection))

    def count_postings(self, account: str | None, search: str = "") -> int:
        """Count the operations of an account (or all) that contain every word of `search`."""
        with self._cache.read() as connection:
            return reads.count_postings(connection, account, search)

    def postings(self, account: str | None, search: str, offset: int, limit: int) -> list[PostingView]:
        """Read a few operations, newest first. Long lists have `posting_window`, whose jumps cost the same anywhere."""
        with self._cache.read() as connection:
            rows = reads.postings(connection, reads.seqs(connection, account, search, offset=offset, limit=limit))
        return [projection.posting_view(row) for row in rows]

    def posting_window(self, account: str | None, narrowed: PostingFilter = EVERYTHING) -> PostingWindow:
        """Give a window on the operations of an account (or all), not opened yet: for lists of any length."""
        return PostingWindow(self._cache, account, narrowed)

    def orders(self, *, ongoing: bool, search: str = "") -> list[OrderView]:
        """Read the orders, newest day first: those still alive (drafts and refused ones too), or the others."""
        entries = self._outbox.entries()
        with self._cache.read() as connection:
            labels = {row.number: row.label for row in reads.accounts(connection)}
            rows = reads.transfers(connection, ongoing=ongoing)
            known = reads.known_keys(connection, [entry.key for entry in entries])
        found = [projection.bank_order(row, labels) for row in rows]
        own = (projection.outbox_order(entry, labels) for entry in entries if entry.key not in known)
        found += [order for order in own if (order.state in projection.ONGOING) is ongoing]
        return projection.newest_first(order for order in found if projection.matches(order, search))

    # ---- ordering ------------------------------------------------------------------------------------------------

    def prepare(self, intent: Intent, replacing: str | None = None) -> Prepared:
        """Check an intent by every local rule. `replacing`: key of the order whose place it takes.

        Raises KnownError with the rule's code (see `core.rules`).
        """
        return self._orders.prepare(intent, self._accounts(without=replacing), self.caisse().open_on)

    def keep_draft(self, prepared: Prepared) -> str:
        """Keep an order without sending it. Durable when it returns its key."""
        return self._orders.keep_draft(prepared)

    def confirm(self, prepared: Prepared, key: str | None = None, approval: Approval | None = None) -> str:
        """Make an order « sending », durably, before anything is sent. `key`: a draft's or refused order's own.

        `approval`: the customer's signature (`Trust.approve`), kept with the order until the bank has answered. An
        order that comes back from a delivery as a draft, for SIGNATURE_REQUIRED, SIGNATURE_REFUSED, CHALLENGE_EXPIRED
        or ACCESS_LOCKED, is confirmed again with one.

        Returns the order's key: a new one when the bank has already answered `key`. The same `prepared` confirmed
        twice (a double-click) is one order.

        Raises KnownError: NOT_FOUND (the draft was discarded).
        """
        return self._orders.confirm(prepared, key, approval)

    def discard(self, key: str) -> None:
        """Forget a draft or a refused order. Raises KnownError: NOT_FOUND (there is none of that key)."""
        if not self._outbox.remove([key], EntryState.DRAFT, EntryState.REFUSED):
            raise KnownError(ErrorCode.NOT_FOUND)

    def draft_intent(self, key: str) -> Intent:
        """Read a draft or refused order as it was typed. Raises KnownError: NOT_FOUND."""
        return self._orders.intent(key)

    # ---- exchanging with the bank --------------------------------------------------------------------------------

    def deliver(self) -> Changes:
        """Send every « sending » order. Raises KnownError: SESSION_ENDED."""
        with self._exchanging:
            return self._deliverer.deliver()

    def refresh(self, *, background: bool = False) -> Changes:
        """Send what waits, then pull what changed. A `background` pull does not keep the session alive.

        Raises KnownError: SERVER_UNREACHABLE, SERVER_UNTRUSTED, ANSWER_UNREADABLE, SERVER_BUSY, SESSION_ENDED.
        """
        with self._exchanging:
            changes = self._deliverer.deliver()
            try:
                changes |= self._puller.pull(background=background)
            finally:
                clear_away(self._outbox, self._cache)
            send_forgotten(self._outbox)
            return changes

    def ping(self, *, active: bool = False) -> bool:
        """Ask whether there is something to pull. Only when the customer was `active` does it keep the session alive.

        Raises KnownError like `refresh`.
        """
        with self._session.exchange() as token:
            head = self._api.head(token, background=not active)
        with self._cache.read() as connection:
            news = writes.read_cursor(connection) != (head.epoch, head.head)
        if not news:
            self._verified_at = self._clock.now()
        return news

    def has_unsent(self) -> bool:
        """Whether a confirmed order waits for the bank's answer."""
        return bool(self._outbox.entries(EntryState.SENDING))

    def leave(self) -> None:
        """Say, from any thread and without waiting, that the customer goes: no news is fetched any more."""
        self._session.leave()

    def hide(self) -> None:
        """Close the figures without waiting for the bank; orders under way go out. Reads raise SESSION_ENDED."""
        self._cache.close()

    def sign_out(self) -> None:
        """Close the files, then end the session at the bank, if it can be reached: who goes leaves nothing open here.

        The desk is of no use afterwards.
        """
        token = self._session.end()
        try:
            self.close()
        finally:
            if token is not None:
                with suppress(KnownError):
                    self._api.access.sign_out(token)

    def close(self) -> None:
        """Forget the session and close the files. The desk is of no use afterwards."""
        self._session.end()
        with self._exchanging:
            self._cache.close()
            self._outbox.close()
            if self._forgotten and self._holder is not None:
                self._holder.forget()  # what could not be deleted while it was open

    def _session_ended(self, reason: str) -> None:
        """Heed why the bank ended the session: what it takes from this computer must not be readable here any more."""
        with suppress(KnownError):  # a disk that fails must not hide why the session ended
            if reason == "device_forgotten":
                self._forget()
            elif reason == "password_changed" and self._holder is not None:
                self._holder.close_offline()

    def _forget(self) -> None:
        """Delete all that this computer has of the customer: who still reads gets SESSION_ENDED."""
        self._forgotten = True
        if not self._cache.in_memory:  # one in memory is gone when the desk closes: pages may still be reading it
            self._cache.close()
        self._outbox.close()
        if self._holder is not None:
            self._holder.forget()

    def _today(self) -> date:
        return paris_date(self._clock.now())
