"""What the screens read and may do: the bank's state and the outbox in one picture, each order seen exactly once."""

from __future__ import annotations

import threading
from contextlib import closing
from datetime import date

import httpx2
import pytest
from clientside.desks import KEY, MONDAY, Office, intent
from clientside.feeds import DAV, LIVRET

from ccmdesk.client.sync import projection
from ccmdesk.client.sync.backoff import Backoff
from ccmdesk.client.sync.outbox import EntryState, Outbox
from ccmdesk.client.sync.views import Changes, OrderState, Storage
from ccmdesk.core.errors import ErrorCode, KnownError

LOST = httpx2.ReadTimeout("late")


@pytest.fixture
def office(tmp_path):
    office = Office(tmp_path)
    yield office
    office.close()


def states(desk):
    found = desk.orders(ongoing=True) + desk.orders(ongoing=False)
    assert len({order.key for order in found}) == len(found), "an order is seen twice"
    return [order.state for order in found]


def refused(call):
    with pytest.raises(KnownError) as caught:
        call()
    return caught.value.code


def test_a_desk_that_was_never_synced_is_empty_and_whole(office):
    dashboard = office.desk().dashboard()
    assert (dashboard.accounts, dashboard.total, dashboard.profile.name) == ((), 0, "")
    assert dashboard.caisse.open_on == MONDAY
    assert dashboard.freshness.synced_at is None


def test_the_dashboard_adds_up(office):
    office.server.bank.posting("loyer")
    dashboard = office.synced().dashboard()
    assert [account.number for account in dashboard.accounts] == [DAV, LIVRET]
    assert (dashboard.total, dashboard.savings) == (3500, 1500)
    assert dashboard.profile.address == ("1 RUE",)
    assert [posting.label for posting in dashboard.latest] == ["loyer"]
    assert dashboard.freshness.online
    assert dashboard.freshness.signed_in
    assert dashboard.freshness.storage is Storage.DISK
    assert dashboard.freshness.synced_at is not None


def test_operations_are_counted_and_found(office):
    office.server.bank.posting("loyer mars")
    office.server.bank.posting("salaire", LIVRET)
    desk = office.synced()
    assert desk.count_postings(None) == 2
    assert desk.count_postings(DAV, "loy") == 1
    assert [posting.label for posting in desk.postings(None, "", 0, 10)] == ["salaire", "loyer mars"]
    assert desk.postings(LIVRET, "loyer", 0, 10) == []


def test_the_reference_order_is_prepared(office):
    prepared = office.synced().prepare(intent(label="Été à Nîmes"))
    assert prepared.label == "Ete a Nimes"
    assert prepared.execution_on == MONDAY
    assert (prepared.source_after, prepared.target_after) == (1000, 2500)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"amount": 2001}, ErrorCode.INSUFFICIENT_FUNDS),
        ({"amount": 0}, ErrorCode.AMOUNT_NOT_POSITIVE),
        ({"amount": 2**70}, ErrorCode.AMOUNT_TOO_LARGE),
        ({"amount": True}, ErrorCode.AMOUNT_INVALID),
        ({"target": DAV}, ErrorCode.SAME_ACCOUNT),
        ({"target": "60000300100"}, ErrorCode.ACCOUNT_UNKNOWN),
        ({"label": " "}, ErrorCode.LABEL_EMPTY),
        ({"label": "x" * 141}, ErrorCode.LABEL_TOO_LONG),
        ({"day": date(2026, 11, 22)}, ErrorCode.DATE_PAST),
        ({"day": date(2026, 11, 28)}, ErrorCode.DATE_CLOSED),
        ({"day": date(2036, 11, 24)}, ErrorCode.DATE_TOO_FAR),
    ],
)
def test_every_local_rule_refuses(office, changes, code):
    desk = office.synced()
    assert refused(lambda: desk.prepare(intent(**changes))) is code


def test_funds_count_for_the_coming_day_end_only(office):
    assert office.synced().prepare(intent(5000, day=date(2026, 11, 24))).source_after == -3000


def test_what_waits_to_be_sent_is_spoken_for(office):
    desk = office.synced()
    office.server.answers = [LOST]
    desk.confirm(desk.prepare(intent(1500)))
    assert [account.projected for account in desk.accounts()] == [500, 3000]
    assert [account.available for account in desk.accounts()] == [2000, 1500]
    assert refused(lambda: desk.prepare(intent(501))) is ErrorCode.INSUFFICIENT_FUNDS
    key = desk.keep_draft(desk.prepare(intent(500)))
    assert [account.projected for account in desk.accounts()] == [500, 3000]
    assert desk.prepare(intent(500), replacing=key).source_after == 0


def test_an_order_is_seen_once_from_the_confirmation_to_the_execution(office):
    desk = office.synced()
    key = desk.confirm(desk.prepare(intent()))
    assert states(desk) == [OrderState.SENDING]
    office.server.shows_orders = False
    assert desk.deliver() == Changes.TRANSFERS | Changes.ACCOUNTS
    assert states(desk) == [OrderState.VALIDATED]
    office.server.bank.transfer(int(key, 16))
    assert desk.ping()
    desk.refresh()
    assert not desk.ping()
    assert states(desk) == [OrderState.VALIDATED]
    office.server.bank.transfer(int(key, 16), "executed")
    desk.refresh()
    assert states(desk) == [OrderState.EXECUTED]
    assert desk.orders(ongoing=True) == []
    assert [sent for sent, _ in office.server.orders] == [key]


def test_what_is_sent_is_what_was_confirmed(office):
    desk = office.synced()
    desk.confirm(desk.prepare(intent(label="Été")))
    desk.deliver()
    assert office.server.orders[0][1] == {
        "source": DAV,
        "target": LIVRET,
        "amount": 1000,
        "label": "Ete",
        "requested_on": "2026-11-23",
        "execution_on": "2026-11-23",
    }


@pytest.mark.parametrize("answer", [LOST, httpx2.ConnectError("no"), "server_busy", "server_bug", "not_found"])
def test_without_a_clear_answer_an_order_stays_sending_and_goes_again_with_its_key(office, answer):
    desk = office.synced()
    office.server.answers = [answer, answer]
    key = desk.confirm(desk.prepare(intent()))
    desk.deliver()
    assert states(desk) == [OrderState.SENDING]
    assert refused(lambda: desk.discard(key)) is ErrorCode.NOT_FOUND
    desk.close()
    desk = office.desk()
    desk.deliver()
    desk.refresh()
    assert states(desk) == [OrderState.VALIDATED]
    assert {sent for sent, _ in office.server.orders} == {key}


def test_a_bank_that_is_away_is_left_in_peace_but_one_bad_order_blocks_no_other(office):
    desk = office.synced()
    for amount in (100, 200):
        desk.confirm(desk.prepare(intent(amount)))
    office.server.answers = [LOST]
    desk.deliver()
    assert len(office.server.orders) == 1
    assert not desk.freshness().online
    office.server.answers = ["server_bug"]
    desk.deliver()
    assert sorted(states(desk)) == [OrderState.SENDING, OrderState.VALIDATED]
    assert desk.freshness().online
    assert [order["amount"] for _, order in office.server.orders] == [100, 100, 200]


def test_a_refusal_is_kept_with_its_reason_until_it_is_discarded(office):
    desk = office.synced()
    office.server.answers = ["insufficient_funds"]
    key = desk.confirm(desk.prepare(intent()))
    assert Changes.TRANSFERS in desk.deliver()
    (order,) = desk.orders(ongoing=True)
    assert (order.key, order.state, order.reason) == (key, OrderState.REFUSED, ErrorCode.INSUFFICIENT_FUNDS)
    assert [account.projected for account in desk.accounts()] == [2000, 1500]
    desk.refresh()
    assert len(office.server.orders) == 1
    assert desk.draft_intent(key) == intent()
    desk.discard(key)
    assert states(desk) == []


def test_a_changed_day_makes_a_draft_whose_confirmation_has_a_new_key(office):
    desk = office.synced()
    office.server.answers = ["execution_date_changed"]
    key = desk.confirm(desk.prepare(intent()))
    desk.deliver()
    (order,) = desk.orders(ongoing=True)
    assert (order.key, order.state, order.reason) == (key, OrderState.DRAFT, ErrorCode.EXECUTION_DATE_CHANGED)
    again = desk.confirm(desk.prepare(desk.draft_intent(key), replacing=key), key)
    assert again != key
    desk.refresh()
    assert states(desk) == [OrderState.VALIDATED]
    assert [sent for sent, _ in office.server.orders] == [key, again]


def test_an_ended_session_surfaces_and_loses_nothing(office):
    desk = office.synced()
    office.server.answers = ["session_ended"]
    desk.confirm(desk.prepare(intent()))
    assert refused(desk.deliver) is ErrorCode.SESSION_ENDED
    assert not desk.freshness().signed_in
    assert states(desk) == [OrderState.SENDING]
    for call in (desk.deliver, desk.refresh, desk.ping):
        assert refused(call) is ErrorCode.SESSION_ENDED
    desk.close()
    desk = office.desk()
    desk.refresh()
    assert states(desk) == [OrderState.VALIDATED]


def test_offline_one_reads_and_drafts_and_nothing_is_sent(office):
    office.synced().close()
    desk = office.desk(token=None)
    assert not desk.freshness().online
    assert not desk.freshness().signed_in
    key = desk.keep_draft(desk.prepare(intent(label="Été")))
    assert desk.draft_intent(key) == intent(label="Été")
    desk.sign_out()
    desk.close()
    desk = office.desk()
    desk.refresh()
    assert (states(desk), office.server.orders) == ([OrderState.DRAFT], [])
    assert desk.confirm(desk.prepare(desk.draft_intent(key), replacing=key), key) == key
    desk.refresh()
    assert states(desk) == [OrderState.VALIDATED]


def test_a_double_click_is_one_order(office):
    desk = office.synced()
    prepared = desk.prepare(intent())
    found = set()
    threads = [threading.Thread(target=lambda: found.add(desk.confirm(prepared))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 1
    desk.refresh()
    assert desk.confirm(prepared) in found
    desk.refresh()
    assert (len(office.server.orders), states(desk)) == (1, [OrderState.VALIDATED])


def test_a_draft_is_confirmed_once_and_a_discarded_one_never(office):
    desk = office.synced()
    prepared = desk.prepare(intent())
    key = desk.keep_draft(prepared)
    assert desk.keep_draft(prepared) == key
    assert desk.confirm(prepared, key) == key
    assert desk.confirm(desk.prepare(intent()), key) == key
    desk.refresh()
    assert desk.confirm(desk.prepare(intent()), key) == key
    assert len(office.server.orders) == 1
    other = desk.keep_draft(desk.prepare(intent(500)))
    desk.discard(other)
    assert refused(lambda: desk.confirm(desk.prepare(intent(500)), other)) is ErrorCode.NOT_FOUND
    assert refused(lambda: desk.discard(other)) is ErrorCode.NOT_FOUND
    assert refused(lambda: desk.draft_intent(key)) is ErrorCode.NOT_FOUND


def test_two_orders_that_look_alike_are_two(office):
    desk = office.synced()
    assert desk.confirm(desk.prepare(intent())) != desk.confirm(desk.prepare(intent()))
    desk.refresh()
    assert states(desk) == [OrderState.VALIDATED] * 2


def test_a_restored_bank_gets_the_orders_that_it_forgot(office):
    desk = office.synced()
    office.server.shows_orders = False
    key = desk.confirm(desk.prepare(intent()))
    desk.deliver()
    office.server.bank = office.server.bank.restored("b" * 32)
    office.server.shows_orders = True
    desk.refresh()
    assert states(desk) == [OrderState.SENDING]
    desk.refresh()
    assert states(desk) == [OrderState.VALIDATED]
    assert {sent for sent, _ in office.server.orders} == {key}


def test_orders_are_searched_and_newest_day_first(office):
    desk = office.synced()
    desk.keep_draft(desk.prepare(intent(100, label="Été")))
    desk.keep_draft(desk.prepare(intent(250, label="Noël", day=date(2026, 12, 1))))
    assert [order.label for order in desk.orders(ongoing=True)] == ["Noel", "Ete"]
    both = ["Noel", "Ete"]
    for search, found in (("été", ["Ete"]), ("2,50", ["Noel"]), ("livret", both), ("x", []), (LIVRET, both)):
        assert [order.label for order in desk.orders(ongoing=True, search=search)] == found
    (first, _) = desk.orders(ongoing=True)
    assert (first.source_label, first.target_label) == ("Compte technique", "Livret")


def test_who_leaves_fetches_nothing_more_but_his_orders_go_out(office):
    desk = office.synced()
    desk.confirm(desk.prepare(intent()))
    desk.leave()
    with pytest.raises(KnownError) as caught:
        desk.refresh()
    assert caught.value.code is ErrorCode.SESSION_ENDED
    assert len(office.server.orders) == 1
    desk.sign_out()
    assert not desk.freshness().signed_in


def test_signing_out_tells_the_bank_and_closing_frees_the_files(office):
    desk = office.synced()
    desk.sign_out()
    assert office.server.requests[-1].method == "DELETE" or not desk.freshness().signed_in
    assert refused(desk.refresh) is ErrorCode.SESSION_ENDED


def test_the_outbox_is_encrypted_and_an_unreadable_one_is_set_aside_and_told(office, tmp_path):
    desk = office.synced()
    desk.keep_draft(desk.prepare(intent(label="secret label")))
    desk.close()
    before = (tmp_path / "outbox.db").read_bytes()
    assert b"secret label" not in before
    (tmp_path / "outbox.db").write_bytes(b"noise" * 2000)
    desk = office.desk()
    assert desk.notices == (ErrorCode.OUTBOX_UNREADABLE,)
    assert states(desk) == []
    assert (tmp_path / "outbox.db.unreadable-1").read_bytes() == b"noise" * 2000
    desk.close()
    assert office.desk().notices == ()


def test_an_outbox_of_a_later_client_is_refused_and_not_touched(tmp_path):
    path = tmp_path / "outbox.db"
    with closing(Outbox(path, KEY)) as outbox, outbox._engine.begin() as connection:
        connection.exec_driver_sql("PRAGMA user_version=99")
    before = path.read_bytes()
    assert refused(lambda: Outbox(path, KEY)) is ErrorCode.CACHE_TOO_NEW
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["outbox.db"]


def test_entries_leave_only_in_the_states_that_were_meant(office):
    desk = office.synced()
    key = desk.confirm(desk.prepare(intent()))
    outbox = desk._outbox
    assert outbox.remove([key], EntryState.DRAFT, EntryState.REFUSED) == 0
    outbox.refused(key, ErrorCode.INSUFFICIENT_FUNDS, back_to_draft=False)
    outbox.accepted(key, "validated", MONDAY)  # too late: the first answer counts
    assert outbox.entry(key).state is EntryState.REFUSED
    assert outbox.remove([key], EntryState.REFUSED) == 1


def test_a_reason_of_a_later_bank_is_no_crash(office):
    office.server.bank.transfer(1, "rejected")
    row = office.server.bank.rows["transfer 1"]
    assert projection.bank_order(row._replace(reason="from_the_future"), {}).reason is None
    assert projection.bank_order(row._replace(reason="insufficient_funds"), {}).reason is ErrorCode.INSUFFICIENT_FUNDS


def test_waiting_grows_and_starts_again():
    backoff = Backoff(first=1.0, most=8.0, chance=lambda: 1.0)
    assert [backoff.failed() for _ in range(6)] == [1.0, 2.0, 4.0, 8.0, 8.0, 8.0]
    backoff.succeeded()
    assert backoff.failed() == 1.0
    assert Backoff(first=4.0, most=8.0, chance=lambda: 0.0).failed() == 2.0
