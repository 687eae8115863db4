"""The bank's receipts, saved and checked by anyone: `ccmdesk verify`."""

from __future__ import annotations

import io
import json
from contextlib import redirect_stderr, redirect_stdout

import pytest
from clientside.signers import reference, signed

from ccmdesk.cli import main


@pytest.fixture
def receipt(front, computer, tmp_path):
    desk = computer.synced()
    computer.door.directory()
    prepared = desk.prepare(reference())
    desk.confirm(prepared, None, signed(computer, desk, prepared))
    desk.deliver()
    file = tmp_path / "recu.json"
    file.write_bytes(desk.last_receipt.file)
    return file


def verify(computer, monkeypatch, *arguments: object):
    monkeypatch.setenv("CCMDESK_DATA", str(computer.folder))
    return main(["verify", *map(str, arguments)])


def test_a_saved_receipt_is_checked_by_anyone(front, computer, receipt, monkeypatch, capsys):
    assert verify(computer, monkeypatch, receipt) == 0
    said = capsys.readouterr().out
    assert "AUTHENTIQUE" in said
    assert "10,00" in said
    assert "NON" not in said
    (key,) = front.client.get("/v1/directory").json()["signing_keys"]
    computer.vault.directory_file.unlink()
    assert verify(computer, monkeypatch, receipt) == 1
    assert "NON VÉRIFIÉ" in capsys.readouterr().out
    assert verify(computer, monkeypatch, receipt, "--key", key["public_key"]) == 0
    assert verify(computer, monkeypatch, receipt, "--key", "ab" * 32) == 1


def test_every_byte_of_a_receipt_counts(front, computer, receipt, monkeypatch, capsys):
    """Each byte of the file changed by one bit: never genuine, unless it says and signs the very same."""
    content = receipt.read_bytes()
    whole = json.loads(content)
    for place in range(len(content)):
        changed = bytearray(content)
        changed[place] ^= 1
        receipt.write_bytes(changed)
        if verify(computer, monkeypatch, receipt) == 0:
            assert json.loads(bytes(changed)) == whole


def test_what_is_no_receipt_says_so(front, computer, tmp_path, monkeypatch, capsys):
    for name, content in {"empty": b"", "noise": b"\xff" * 100, "json": b"{}", "large": b" " * 2_000_000}.items():
        (tmp_path / name).write_bytes(content)
        assert verify(computer, monkeypatch, tmp_path / name) == 2
    assert verify(computer, monkeypatch, tmp_path / "nowhere") == 2
    assert capsys.readouterr().out == ""
    for key in ("zz", "ab" * 31, "é" * 64):
        with pytest.raises(SystemExit) as caught:
            verify(computer, monkeypatch, tmp_path / "json", "--key", key)
        assert caught.value.code == 2


@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
def test_a_genuine_receipt_is_genuine_whatever_the_terminal_can_write(
    front, computer, receipt, tmp_path, monkeypatch, encoding
):
    """A pipe of Windows has no narrow spaces, which every amount has: a traceback would leave with « not genuine »."""
    for file, status in ((receipt, 0), (tmp_path / "nowhere", 2)):
        streams = [io.TextIOWrapper(io.BytesIO(), encoding=encoding) for _ in range(2)]
        with redirect_stdout(streams[0]), redirect_stderr(streams[1]):
            assert verify(computer, monkeypatch, file) == status
        assert not any("\n\n" in stream.detach().getvalue().decode(encoding) for stream in streams)
    monkeypatch.undo()


@pytest.mark.parametrize("order", ["\x1b[2J", "\x07", "\n", "\r", "\x9b", "\u2028", "\u2029", "\u202e", "\u200b"])
def test_a_forged_receipt_gives_the_terminal_no_orders(front, computer, receipt, monkeypatch, capsys, order):
    whole = json.loads(receipt.read_bytes())
    document = json.loads(whole["document"])
    challenge = json.loads(document["challenge"]) | {"title": f"Virement{order}AUTHENTIQUE"}
    document["challenge"] = json.dumps(challenge)
    receipt.write_text(json.dumps(whole | {"document": json.dumps(document)}), encoding="utf-8")
    capsys.readouterr()
    assert verify(computer, monkeypatch, receipt) == 1
    said = capsys.readouterr().out
    assert order == "\n" or order not in said
    assert said.splitlines()[0].startswith("Virement ")
    assert said.splitlines()[-1].startswith("NON AUTHENTIQUE")
