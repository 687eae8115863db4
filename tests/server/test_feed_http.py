"""The routes of feed and transfers on the real application."""

from __future__ import annotations

import pytest
from server.access_fixtures import open_front
from server.bank import ALICE, BOB, DAV, account

from ccmdesk.core.ids import new_key
from ccmdesk.wire.feed import MEDIA_TYPE, read_frames
from ccmdesk.wire.messages import FeedHead, TransferAccepted


@pytest.fixture
def front(bank, tmp_path):
    with open_front(bank, tmp_path) as front:
        yield front


def pull(front, headers, **query: object):
    answer = front.client.get("/v1/feed", params=query, headers=headers)
    assert (answer.status_code, answer.headers["content-type"]) == (200, MEDIA_TYPE)
    return list(read_frames([answer.content]))


def test_from_the_order_to_the_feed(front):
    headers = front.sign_in()
    (before,) = pull(front, headers)
    key = new_key()
    accepted = TransferAccepted.model_validate_json(front.order(headers, key).content)
    (after,) = pull(front, headers, epoch=before.epoch, after=before.cursor)

    (order,) = after.transfers
    assert (order.id, order.key, order.state) == (accepted.id, key, "validated")
    assert [(row.number, row.booked, row.available) for row in after.accounts] == [(account(ALICE, DAV), 2000, 1000)]
    head = FeedHead.model_validate_json(front.client.get("/v1/feed/head", headers=headers).content)
    assert (head.epoch, head.head) == (after.epoch, after.cursor)


def test_a_repeated_request_gets_the_same_bytes(front):
    headers, key = front.sign_in(), new_key()
    first, again = front.order(headers, key), front.order(headers, key)
    assert (first.status_code, first.content) == (again.status_code, again.content) == (201, first.content)
    refused, still = (front.order(headers, "0" * 32, amount=9_999) for _ in range(2))
    assert (refused.status_code, refused.content) == (still.status_code, still.content) == (409, refused.content)


def test_each_sees_his_own(front):
    front.order(front.sign_in(ALICE))
    (page,) = pull(front, front.sign_in(BOB))
    assert page.transfers == []
    assert [row.number for row in page.profile] == [str(BOB)]


@pytest.mark.parametrize("path", ["/v1/feed", "/v1/feed/head"])
def test_nobody_sees_nothing(front, path):
    answer = front.client.get(path, headers={"Authorization": "Bearer " + "x" * 40})
    assert (answer.status_code, answer.json()["code"]) == (401, "session_ended")
    assert front.client.get(path).status_code == 401


@pytest.mark.parametrize("query", [{"after": -1}, {"after": 2**63}, {"after": "x"}, {"epoch": "e" * 65}])
def test_bad_cursors_are_refused(front, query):
    answer = front.client.get("/v1/feed", params=query, headers=front.sign_in())
    assert (answer.status_code, answer.json()["code"]) == (422, "request_invalid")


@pytest.mark.parametrize("query", [{"epoch": ""}, {"epoch": "other", "after": 3}, {"after": 2**63 - 1}])
def test_cursors_of_another_life_start_over(front, query):
    headers = front.sign_in()
    assert pull(front, headers, **query)[0].postings == pull(front, headers)[0].postings
