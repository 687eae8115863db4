"""Transfers while hundreds knock at the door with wrong passwords.

Promise: transfers' p99 ≤ 2 × what it is without the flood. One server process, in plain HTTP on loopback; a second
process holds FLOOD connections that send étape 1 again as soon as they are answered, whatever the answer; this one
orders transfers, one after the other. Calm and flooded rounds take turns, so that the machine's moods are shared. On a
machine of few processors the flood's own process would take its share of them: it runs at the lowest priority.
"""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING

import httpx2
import pyotp
import testpath  # noqa: F401 -- what is imported below is found through it
from server.access_fixtures import PASSWORD, code_of, device_card, totp_secret
from server.bank import ALICE, DAV, LIVRET, account
from serving import install_bank, serving

from ccmdesk.core.clock import SystemClock, paris_date
from ccmdesk.core.ids import new_key
from ccmdesk.server.services.totp import totp_text

if TYPE_CHECKING:
    from collections.abc import Iterator

FLOOD = 300
ROUNDS = 4
TRANSFERS = 250
LIMIT = 2.0
NICEST = 19


def sign_in(client: httpx2.Client) -> dict[str, str]:
    """Sign in as Alice; the headers of a signed-in request."""
    body = {"subscriber_code": code_of(), "password": PASSWORD}
    attempt = client.post("/v1/sign-in/password", json=body).json()["attempt"]
    code = pyotp.TOTP(totp_text(totp_secret(ALICE))).at(SystemClock().now())
    answer = client.post(
        "/v1/sign-in/code", json={"attempt": attempt, "code": code, "device": device_card(attempt)}
    ).json()
    return {"Authorization": f"Bearer {answer['token']}"}


def order(client: httpx2.Client, headers: dict[str, str], day: str, amount: int) -> httpx2.Response:
    today = paris_date(SystemClock().now()).isoformat()
    body = {
        "source": account(ALICE, DAV),
        "target": account(ALICE, LIVRET),
        "amount": amount,
        "label": "test virement interne",
        "requested_on": max(today, day),
        "execution_on": day,
    }
    return client.post("/v1/transfers", json=body, headers={**headers, "Idempotency-Key": new_key()})


def execution_day(client: httpx2.Client, headers: dict[str, str]) -> str:
    """The day that the bank would execute an order of today."""
    answer = order(client, headers, paris_date(SystemClock().now()).isoformat(), 1)
    return str(answer.json()["execution_on"] if answer.is_success else answer.json()["details"]["execution_on"])


def measure(client: httpx2.Client, headers: dict[str, str], day: str) -> list[float]:
    """Milliseconds of TRANSFERS orders, one after the other."""
    times = []
    for number in range(TRANSFERS):
        start = time.perf_counter()
        answer = order(client, headers, day, number + 1)
        times.append((time.perf_counter() - start) * 1000)
        assert answer.status_code == 201, answer.text
    return times


@contextmanager
def flooding(url: str) -> Iterator[Counter[str]]:
    """Flood the server from another process; afterwards, how often each status was answered."""
    told: Counter[str] = Counter()
    process = subprocess.Popen(
        [sys.executable, __file__, "flood", url], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    process.stdout.readline()  # it has begun
    yield told
    out, _ = process.communicate()  # closes its input: it ends
    told.update(json.loads(out))


async def flood(url: str) -> None:
    """Be the flood, until the input is closed."""
    told: Counter[str] = Counter()
    host, port = url.removeprefix("http://").split(":")
    body = json.dumps({"subscriber_code": code_of(), "password": "wrong wrong wrong"}).encode()
    head = f"POST /v1/sign-in/password HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\n"
    request = f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body

    async def knock() -> None:
        reader, writer = await asyncio.open_connection(host, int(port))
        try:
            while True:
                writer.write(request)
                answer = await reader.readuntil(b"\r\n\r\n")
                length = int(answer.lower().partition(b"content-length: ")[2].split()[0])
                await reader.readexactly(length)
                told[answer.split()[1].decode()] += 1
        finally:
            writer.close()

    knocks = [asyncio.create_task(knock()) for _ in range(FLOOD)]
    await asyncio.sleep(1)
    print("begun", flush=True)
    await asyncio.to_thread(sys.stdin.read)
    for knock_ in knocks:
        knock_.cancel()
    ended = await asyncio.gather(*knocks, return_exceptions=True)
    faults = [repr(fault) for fault in ended if not isinstance(fault, asyncio.CancelledError)]
    print(json.dumps(told | Counter(faults)))


def p99(times: list[float]) -> float:
    return quantiles(times, n=100)[98]


def main() -> int:
    """Print the figures; 0 when the promise holds."""
    calm: list[float] = []
    flooded: list[float] = []
    told: Counter[str] = Counter()
    with tempfile.TemporaryDirectory(prefix="ccmdesk-bench-") as name:
        layout = install_bank(Path(name) / "bank")
        with serving(layout) as url, httpx2.Client(base_url=url, trust_env=False, timeout=60) as client:
            headers = sign_in(client)
            day = execution_day(client, headers)
            measure(client, headers, day)  # warm
            for _ in range(ROUNDS):
                calm += measure(client, headers, day)
                with flooding(url) as answers:
                    flooded += measure(client, headers, day)
                told += answers
    ratio = p99(flooded) / p99(calm)
    print(f"{ROUNDS} × {TRANSFERS} transfers, calm and under {FLOOD} connections of wrong passwords ({dict(told)}):")
    for title, times in (("calm", calm), ("flooded", flooded)):
        print(f"  {title:8} median {median(times):7.1f} ms   p99 {p99(times):7.1f} ms   worst {max(times):7.1f} ms")
    print(f"  ratio of the p99: {ratio:.2f} (limit {LIMIT})")
    return 0 if ratio <= LIMIT else 1


if __name__ == "__main__":
    if sys.argv[1:2] == ["flood"]:
        if hasattr(os, "nice"):
            os.nice(NICEST)
        sys.exit(asyncio.run(flood(sys.argv[2])))
    sys.exit(main())
