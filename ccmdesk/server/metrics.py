"""Figures for the operator's monitoring, one registry for each application: nothing global."""

from __future__ import annotations

from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

UNROUTED: Final = "(none)"
"""Label of requests that no route took: paths are the caller's words and never become labels."""

_BUCKETS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


class Metrics:
    """What this process counted since it started."""

    def __init__(self) -> None:
        registry = self._registry = CollectorRegistry()
        self.requests = Counter(
            "ccmdesk_requests", "Requests by route template", ["method", "route", "status"], registry=registry
        )
        self.seconds = Histogram(
            "ccmdesk_request_seconds", "Time to answer", ["route"], buckets=_BUCKETS, registry=registry
        )
        self.sign_ins = Counter("ccmdesk_sign_ins", "Second steps by result", ["result"], registry=registry)
        self.transfers = Counter("ccmdesk_transfers", "Transfer orders by HTTP status", ["status"], registry=registry)
        self.password_queue = Gauge(
            "ccmdesk_password_queue", "Password verifications waiting or running", registry=registry
        )
        self.notices = Counter("ccmdesk_notices", "E-mails and SMS by result", ["channel", "result"], registry=registry)

    def observe(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count an answered request. `route` is a template (`/v1/feed`), never a path."""
        self.requests.labels(method, route, str(status)).inc()
        self.seconds.labels(route).observe(seconds)
        if route == "/v1/transfers":
            self.transfers.labels(str(status)).inc()

    def count_sign_in(self, result: str) -> None:
        """Count a second step: "opened", or the code of its refusal."""
        self.sign_ins.labels(result).inc()

    def text(self) -> bytes:
        """Everything, in the Prometheus text format."""
        return generate_latest(self._registry)
