"""Whom the client believes: real certificates, good and bad, on real sockets of this machine.

Whatever is refused is refused before a single byte of a request has left.
"""

from __future__ import annotations

import base64
import ssl

import pytest
from clientside.tls_servers import Papers, listening

from ccmdesk.client.api.bank import BankApi
from ccmdesk.client.api.pins import pin_of, read_pins
from ccmdesk.client.api.transport import http_client
from ccmdesk.client.composition import open_door
from ccmdesk.client.options import Options
from ccmdesk.core.clock import SystemClock
from ccmdesk.core.errors import ErrorCode, KnownError

REFUSED = {
    "expired": "expired",
    "not yet valid": "not_yet_valid",
    "self-signed": "self_signed",
    "other authority": "unknown_authority",
    "wrong host": "wrong_host",
}


@pytest.fixture(scope="module")
def papers(tmp_path_factory):
    return Papers(tmp_path_factory.mktemp("papers"))


def pin(papers, name):
    return base64.b64encode(pin_of(papers.der(name))).decode()


def ask(url, ca_file, pins=()):
    api = BankApi(http_client(url, ca_file, pins))
    try:
        return api.directory().caisses
    finally:
        api.close()


def refusal(call):
    with pytest.raises(KnownError) as caught:
        call()
    return caught.value.code, caught.value.details.get("reason")


def untrusted(listener, call, reason):
    """It was called, refused for this reason, and told nothing."""
    assert refusal(call) == (ErrorCode.SERVER_UNTRUSTED, reason)
    assert listener.calls == 1
    assert bytes(listener.heard) == b""


def test_the_bank_is_believed(papers):
    with listening(papers.context()) as server:
        assert ask(server.url(), papers.file("ours")) == []
        assert server.heard.startswith(b"GET /v1/directory HTTP/1.1\r\n")


@pytest.mark.parametrize(("name", "reason"), REFUSED.items())
def test_certificates_that_are_not_in_order(papers, name, reason):
    with listening(papers.context(name)) as server:
        untrusted(server, lambda: ask(server.url(), papers.file("ours")), reason)


@pytest.mark.parametrize(("name", "reason"), REFUSED.items())
def test_a_right_pin_excuses_no_certificate(papers, name, reason):
    pins = (pin(papers, name), pin(papers, "good"))
    with listening(papers.context(name)) as server:
        untrusted(server, lambda: ask(server.url(), papers.file("ours"), pins), reason)


def test_an_authority_signs_no_other_name_than_its_own(papers):
    """Its name constraints hold: « localhost » is none of them."""
    with listening(papers.context("beyond its names")) as server:
        untrusted(server, lambda: ask(server.url(host="localhost"), papers.file("elsewhere")), "unknown_authority")


def test_the_machine_s_authorities_do_not_count_beside_the_bank_s(papers, monkeypatch):
    """The surroundings may name an authority: with a file of ours, nobody asks them."""
    monkeypatch.setenv("SSL_CERT_FILE", str(papers.file("other")))
    with listening(papers.context("other authority")) as server:
        assert ask(server.url(), None) == []
    with listening(papers.context("other authority")) as server:
        untrusted(server, lambda: ask(server.url(), papers.file("ours")), "unknown_authority")


# -- pins ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["good", "good again"])
def test_the_key_in_use_and_the_backup_are_both_believed(papers, name):
    pins = (pin(papers, "good"), pin(papers, "good again"))
    with listening(papers.context(name)) as server:
        assert ask(server.url(), papers.file("ours"), pins) == []


def test_another_key_of_the_same_authority_is_not(papers):
    pins = (pin(papers, "good again"), pin(papers, "other"))
    with listening(papers.context()) as server:
        untrusted(server, lambda: ask(server.url(), papers.file("ours"), pins), "pin")


def test_the_pin_of_the_authority_is_no_pin_of_the_server(papers):
    pins = (pin(papers, "ours"), pin(papers, "other"))
    with listening(papers.context()) as server:
        untrusted(server, lambda: ask(server.url(), papers.file("ours"), pins), "pin")


@pytest.mark.parametrize("name", ["good", "good again"])
def test_options_carry_the_pins_to_the_socket(papers, tmp_path, name):
    pins = (pin(papers, "good"), pin(papers, "other"))
    with listening(papers.context(name)) as server:
        options = Options(server.url(), papers.file("ours"), tmp_path, pins=pins)
        door = open_door(options, SystemClock())
        if name == "good":
            assert door.directory() == []
        else:
            untrusted(server, door.directory, "pin")


def test_no_pins_are_no_pins_and_two_are_the_least():
    first, second = (base64.b64encode(bytes([n]) * 32).decode() for n in (1, 2))
    assert read_pins(()) == read_pins(("", " ")) == frozenset()
    assert read_pins((f" {first}", second)) == {bytes([1]) * 32, bytes([2]) * 32}
    broken = [(first,), (first, first), (first, "x"), (first, second[:-4]), (first, "é" * 44), (first, second + "AAAA")]
    for pins in broken:
        assert refusal(lambda pins=pins: read_pins(pins)) == (ErrorCode.SERVER_UNTRUSTED, "authority_unreadable")
        assert refusal(lambda pins=pins: http_client("https://127.0.0.1:1", None, pins))[1] == "authority_unreadable"


# -- protocol ------------------------------------------------------------------------------------------------


def test_old_tls_is_refused(papers):
    with listening(papers.old_context()) as server:
        untrusted(server, lambda: ask(server.url(), papers.file("ours")), "protocol")


def test_weak_ciphers_are_refused(papers):
    with listening(papers.weak_context()) as server:
        untrusted(server, lambda: ask(server.url(), papers.file("ours")), "protocol")


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
def test_pins_hold_with_either_tls(papers, version):
    context = papers.context()
    context.minimum_version = context.maximum_version = version
    with listening(context) as server:
        assert ask(server.url(), papers.file("ours"), (pin(papers, "good"), pin(papers, "other"))) == []
    with listening(context) as server:
        pins = (pin(papers, "good again"), pin(papers, "other"))
        untrusted(server, lambda: ask(server.url(), papers.file("ours"), pins), "pin")


def test_plain_http_where_tls_should_be(papers):
    with listening(None) as server:
        assert refusal(lambda: ask(server.url(), papers.file("ours"))) == (ErrorCode.SERVER_UNTRUSTED, "protocol")
        assert b"/v1/directory" not in server.heard


def test_tls_where_plain_http_was_meant(papers):
    with listening(papers.context()) as server:
        assert refusal(lambda: ask(server.url("http"), None))[0] in {
            ErrorCode.SERVER_UNREACHABLE,
            ErrorCode.ANSWER_UNREADABLE,
        }


def test_plain_http_stays_on_this_machine_and_goes_without_pins(papers):
    pins = (pin(papers, "good"), pin(papers, "other"))
    with listening(None) as server:
        assert ask(server.url("http"), None) == []
    for url, given in (("http://192.0.2.1", ()), ("http://bank.example.org:443", ()), ("http://127.0.0.1:1", pins)):
        said = refusal(lambda url=url, given=given: http_client(url, None, given))
        assert said == (ErrorCode.SERVER_UNTRUSTED, "plain_http")


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_to_plain_http_leads_nowhere(papers, status):
    with listening(None) as elsewhere:
        answer = f"HTTP/1.1 {status} x\r\nLocation: {elsewhere.url('http')}/v1/directory\r\nContent-Length: 0\r\n\r\n"
        with listening(papers.context(), answer.encode()) as server:
            assert refusal(lambda: ask(server.url(), papers.file("ours")))[0] is ErrorCode.ANSWER_UNREADABLE
            assert server.calls == 1
        assert elsewhere.calls == 0


def test_proxies_of_the_surroundings_are_not_asked(papers, monkeypatch):
    with listening(None) as proxy, listening(papers.context()) as server:
        for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
            monkeypatch.setenv(name, proxy.url("http"))
        assert ask(server.url(), papers.file("ours")) == []
        assert proxy.calls == 0


def test_session_keys_are_written_down_for_nobody(papers, monkeypatch, tmp_path):
    log = tmp_path / "keys.log"
    monkeypatch.setenv("SSLKEYLOGFILE", str(log))
    with listening(papers.context()) as server:
        assert ask(server.url(), papers.file("ours")) == []
    assert not log.exists()
