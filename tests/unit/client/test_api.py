"""What the client makes of the bank's answers, good and bad."""

from __future__ import annotations

import gzip
import itertools
import json
import ssl
from datetime import date
from typing import TYPE_CHECKING

import httpx2
import msgspec
import pytest
import zstandard
from clientside.feeds import CAISSE, FeedBank, frames

from ccmdesk.client.api.answers import ANSWER_SECONDS, MAX_ANSWER
from ccmdesk.client.api.bank import FEED_SECONDS, BankApi
from ccmdesk.client.api.transport import http_client, trust
from ccmdesk.core.errors import ErrorCode, KnownError
from ccmdesk.wire.access import PasswordStep
from ccmdesk.wire.feed import MAX_PAGE, MEDIA_TYPE, FeedPage, read_frames
from ccmdesk.wire.messages import TransferOrder

if TYPE_CHECKING:
    from collections.abc import Iterator

TOKEN = "t" * 43
ORDER = TransferOrder(
    source="60000220100",
    target="60000223600",
    amount=1000,
    label="test",
    requested_on=date(2026, 11, 23),
    execution_on=date(2026, 11, 23),
)
JSON = {"content-type": "application/json"}


def bank(answer):
    """The API in front of a function from request to response, or of one response."""
    handler = answer if callable(answer) else lambda _: answer
    return BankApi(httpx2.Client(transport=httpx2.MockTransport(handler), base_url="https://bank.test"))


def code_of(api, call=lambda api: api.directory()):
    with pytest.raises(KnownError) as caught:
        call(api)
    return caught.value


UNREADABLE = {
    "html": httpx2.Response(200, headers={"content-type": "text/html"}, content=b"<h1>Bienvenue</h1>"),
    "html that says json": httpx2.Response(200, headers=JSON, content=b"<h1>Bienvenue</h1>"),
    "nothing": httpx2.Response(200, headers=JSON, content=b""),
    "no content at all": httpx2.Response(204),
    "other json": httpx2.Response(200, headers=JSON, content=b"[1, 2]"),
    "unknown fields": httpx2.Response(200, headers=JSON, content=b'{"caisses": [], "evil": 1}'),
    "ten megabytes": httpx2.Response(200, headers=JSON, content=b" " * 10_000_000),
    "what is packed, and may be anything": httpx2.Response(
        200, headers=JSON | {"content-encoding": "gzip"}, stream=httpx2.ByteStream(gzip.compress(b'{"caisses": []}'))
    ),
    "deep nesting": httpx2.Response(200, headers=JSON, content=b"[" * 100_000),
    "not utf-8": httpx2.Response(200, headers=JSON, content=b'{"caisses": "\xff"}'),
    "a redirect": httpx2.Response(302, headers={"location": "https://evil.test/"}),
    "a proxy's page": httpx2.Response(502, headers={"content-type": "text/html"}, content=b"Bad gateway"),
    "an unknown problem": httpx2.Response(400, headers=JSON, content=b'{"code": "from_the_future"}'),
    "a problem only we can have": httpx2.Response(400, headers=JSON, content=b'{"code": "offline_refused"}'),
    "a problem that is a success": httpx2.Response(201, headers=JSON, content=b'{"code": "not_found"}'),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_answers_outside_the_contract_are_unreadable(name):
    assert code_of(bank(UNREADABLE[name])).code is ErrorCode.ANSWER_UNREADABLE


def test_ten_megabytes_are_not_read_to_the_end():
    read = []

    class Endless(httpx2.SyncByteStream):
        def __iter__(self) -> Iterator[bytes]:
            for _ in range(10_000):
                read.append(1024)
                yield b" " * 1024

    assert code_of(bank(httpx2.Response(200, headers=JSON, stream=Endless()))).code is ErrorCode.ANSWER_UNREADABLE
    assert sum(read) <= MAX_ANSWER + 64 * 1024


def test_an_answer_that_drips_for_ever_is_given_up():
    now, dropped = itertools.count(), itertools.count()

    class Dripping(httpx2.SyncByteStream):
        def __iter__(self) -> Iterator[bytes]:
            while next(dropped) < 1_000:
                yield b" "

    answer = httpx2.Response(200, headers=JSON, stream=Dripping())
    transport = httpx2.MockTransport(lambda _: answer)
    api = BankApi(httpx2.Client(transport=transport, base_url="https://bank.test"), lambda: next(now))
    assert code_of(api).code is ErrorCode.ANSWER_UNREADABLE
    assert next(dropped) <= ANSWER_SECONDS + 2


def test_redirects_are_never_followed():
    seen = []

    def answer(request):
        seen.append(str(request.url))
        return httpx2.Response(307, headers={"location": "https://evil.test/"})

    api = BankApi(
        httpx2.Client(transport=httpx2.MockTransport(answer), base_url="https://bank.test", follow_redirects=True)
    )
    assert code_of(api).code is ErrorCode.ANSWER_UNREADABLE
    assert seen == ["https://bank.test/v1/directory"]


def test_a_problem_is_its_code_with_plain_details():
    body = {
        "code": "sign_in_failed",
        "details": {"tries_left": 3, "self": 1, "code": "x", "deep": {"a": 1}, "none": None},
        "incident": "abc",
    }
    error = code_of(bank(httpx2.Response(401, headers=JSON, content=json.dumps(body).encode())))
    assert error.code is ErrorCode.SIGN_IN_FAILED
    assert error.details == {"tries_left": 3, "incident": "abc"}


@pytest.mark.parametrize("value", ["a" * 201, 10**40, -(10**40), True, 1.5, [1]])
def test_a_detail_that_no_sentence_could_hold_is_left_out(value):
    body = {"code": "sign_in_failed", "details": {"tries_left": value, "limit": 7}}
    if isinstance(value, str):
        body["incident"] = value
    error = code_of(bank(httpx2.Response(401, headers=JSON, content=json.dumps(body).encode())))
    assert (error.code, error.details) == (ErrorCode.SIGN_IN_FAILED, {"limit": 7})


@pytest.mark.parametrize(
    ("raised", "code"),
    [
        (httpx2.ConnectError("refused"), ErrorCode.SERVER_UNREACHABLE),
        (httpx2.ConnectTimeout("late"), ErrorCode.SERVER_UNREACHABLE),
        (httpx2.ReadTimeout("late"), ErrorCode.SERVER_UNREACHABLE),
        (httpx2.ReadError("reset"), ErrorCode.SERVER_UNREACHABLE),
        (ConnectionResetError(), ErrorCode.SERVER_UNREACHABLE),
        (httpx2.RemoteProtocolError("no HTTP"), ErrorCode.ANSWER_UNREADABLE),
        (httpx2.DecodingError("gzip"), ErrorCode.ANSWER_UNREADABLE),
    ],
)
def test_the_network_is_known_errors(raised, code):
    def answer(_):
        raise raised

    assert code_of(bank(answer)).code is code


def test_distrust_is_found_below_what_the_library_raises():
    def answer(_):
        try:
            raise ssl.SSLCertVerificationError(1, "certificate verify failed")
        except ssl.SSLError as error:
            raise httpx2.ConnectError("tls") from error

    assert code_of(bank(answer)).code is ErrorCode.SERVER_UNTRUSTED


def test_every_call_says_what_it_must():
    seen = []

    def answer(request):
        seen.append(request)
        return httpx2.Response(503, headers=JSON, content=b'{"code": "server_busy"}')

    api = bank(answer)
    calls = (
        lambda api: api.access.password_step(PasswordStep(subscriber_code="501000000008", password="pass word")),
        lambda api: api.head(TOKEN, background=True),
        lambda api: api.head(TOKEN, background=False),
        lambda api: api.transfer(TOKEN, "f" * 32, ORDER),
        lambda api: api.access.sign_out(TOKEN),
    )
    assert {code_of(api, call).code for call in calls} == {ErrorCode.SERVER_BUSY}
    step, polling, asked, order, end = seen
    assert json.loads(step.content) == {"subscriber_code": "501000000008", "password": "pass word"}
    assert "authorization" not in step.headers
    assert polling.headers["x-activity"] == "background"
    assert "x-activity" not in asked.headers
    assert order.headers["idempotency-key"] == "f" * 32
    assert json.loads(order.content)["execution_on"] == "2026-11-23"
    assert (end.method, end.url.path, end.headers["authorization"]) == ("DELETE", "/v1/session", f"Bearer {TOKEN}")


def test_signing_out_takes_any_success():
    bank(httpx2.Response(204)).access.sign_out(TOKEN)


def pull(api):
    with api.feed(TOKEN, "", 0) as pages:
        return list(pages)


def feed_answer(content):
    return httpx2.Response(200, headers={"content-type": MEDIA_TYPE}, content=content)


def a_page(**changes: object):
    page = next(FeedBank().pages("", 0))
    return msgspec.structs.replace(page, **changes)


def test_the_feed_is_pages():
    filled = FeedBank()
    for _ in range(9):
        filled.posting()
    pages = pull(bank(feed_answer(frames(filled.pages("", 0)))))
    assert [page.cursor for page in pages] == [4, 8, 9]
    assert pages[0].caisse == CAISSE


def bomb():
    body = zstandard.ZstdCompressor(level=1).compress(bytes(MAX_PAGE + 1))
    return len(body).to_bytes(4, "big") + body


def unsized():
    writer = zstandard.ZstdCompressor(level=1, write_content_size=False)
    body = writer.compress(msgspec.msgpack.encode(a_page()))
    return len(body).to_bytes(4, "big") + body


NO_FEED = {
    "html": httpx2.Response(200, headers={"content-type": "text/html"}, content=b"<p>"),
    "json": httpx2.Response(200, headers=JSON, content=b"{}"),
    "noise": feed_answer(b"\x00\x00\x00\x04abcd"),
    "a frame of 4 GB": feed_answer(b"\xff\xff\xff\xff" + b"x" * 100),
    "half a frame": feed_answer(frames([a_page()])[:-1]),
    "a bomb": feed_answer(bomb()),
    "a frame that hides its size": feed_answer(unsized()),
    "another shape": feed_answer(frames([a_page(caisse=("nantes",))])),
}


@pytest.mark.parametrize("name", NO_FEED)
def test_what_is_no_feed_is_unreadable(name):
    assert code_of(bank(NO_FEED[name]), pull).code is ErrorCode.ANSWER_UNREADABLE


def test_a_bomb_is_not_inflated():
    import tracemalloc

    frame = bomb()
    tracemalloc.start()
    with pytest.raises(KnownError):
        list(read_frames([frame]))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 1024 * 1024


def test_a_refused_feed_is_its_problem():
    answer = httpx2.Response(401, headers=JSON, content=b'{"code": "session_ended"}')
    assert code_of(bank(answer), pull).code is ErrorCode.SESSION_ENDED


def test_a_stream_that_breaks_between_pages_raises_known_errors():
    class Breaking(httpx2.SyncByteStream):
        def __iter__(self) -> Iterator[bytes]:
            yield frames([a_page(head=7)])
            raise httpx2.ReadError("reset")

    api = bank(httpx2.Response(200, headers={"content-type": MEDIA_TYPE}, stream=Breaking()))
    with api.feed(TOKEN, "", 0) as pages:
        assert isinstance(next(pages), FeedPage)
        with pytest.raises(KnownError) as caught:
            next(pages)
    assert caught.value.code is ErrorCode.SERVER_UNREACHABLE


def test_a_feed_that_drips_for_ever_is_cut_and_its_pages_are_good():
    now = itertools.count(step=FEED_SECONDS / 3)

    def drip() -> Iterator[bytes]:
        frame = frames([a_page(head=7)])
        yield from [frame, frame[:3], frame[3:], frame, frame, frame]

    answer = httpx2.Response(200, headers={"content-type": MEDIA_TYPE}, content=drip())
    transport = httpx2.MockTransport(lambda _: answer)
    api = BankApi(httpx2.Client(transport=transport, base_url="https://bank.test"), lambda: next(now))
    with api.feed(TOKEN, "", 0) as pages:
        assert next(pages) == next(pages) == a_page(head=7)
        with pytest.raises(KnownError) as caught:
            next(pages)
    assert caught.value.code is ErrorCode.SERVER_UNREACHABLE


def test_the_client_ignores_the_surroundings(monkeypatch):
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("SSL_CERT_FILE", "/nonexistent")
    client = http_client("https://127.0.0.1:1", None)
    assert not client.trust_env
    assert not client.follow_redirects
    assert code_of(BankApi(client)).code is ErrorCode.SERVER_UNREACHABLE
    client.close()


def test_no_cookie_is_kept():
    client = http_client("http://127.0.0.1:1", None)
    request = client.build_request("GET", "/v1/directory")
    cookie = [("set-cookie", "who=alice; Path=/"), ("set-cookie", "too=bob; Domain=127.0.0.1")]
    client.cookies.extract_cookies(httpx2.Response(200, headers=cookie, request=request))
    assert "cookie" not in client.build_request("GET", "/v1/directory").headers
    client.close()


def test_trust_is_strict(tmp_path):
    context = trust(None)
    assert context.check_hostname
    assert context.verify_mode is ssl.CERT_REQUIRED
    (tmp_path / "ca.pem").write_text("nothing")
    for name in ("ca.pem", "missing.pem"):
        with pytest.raises(KnownError) as caught:
            trust(tmp_path / name)
        assert caught.value.code is ErrorCode.SERVER_UNTRUSTED


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("http://bank.example.org", ErrorCode.SERVER_UNTRUSTED),
        ("http://127.0.0.1.example.org", ErrorCode.SERVER_UNTRUSTED),
        ("ftp://bank.example.org", ErrorCode.SERVER_UNREACHABLE),
        ("bank.example.org", ErrorCode.SERVER_UNREACHABLE),
        ("https://", ErrorCode.SERVER_UNREACHABLE),
        ("https://bank:port", ErrorCode.SERVER_UNREACHABLE),
        ("", ErrorCode.SERVER_UNREACHABLE),
    ],
)
def test_passwords_never_travel_in_clear_nor_to_what_is_no_address(url, code):
    with pytest.raises(KnownError) as caught:
        http_client(url, None)
    assert caught.value.code is code


def test_this_machine_may_be_spoken_to_in_clear():
    http_client("http://127.0.0.1:1", None).close()
