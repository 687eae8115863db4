"""Nobody's first request builds the application: it is complete before it serves."""

from __future__ import annotations

import threading
import warnings
from contextlib import contextmanager

from server.access_fixtures import open_front

SUPPRESSION = warnings.catch_warnings.__enter__.__code__
"""Where models are built, warnings are silenced: for the whole process, whatever its other threads are doing then."""


@contextmanager
def suppressions():
    """Who silences warnings in the threads that begin meanwhile."""
    seen = []

    def note(frame, event, _):
        if event == "call" and frame.f_code is SUPPRESSION:
            seen.append(f"{frame.f_back.f_code.co_filename}:{frame.f_back.f_lineno}")

    threading.setprofile(note)
    try:
        yield seen
    finally:
        threading.setprofile(None)


def test_no_request_changes_the_filters_of_the_whole_process(sqlite_bank, tmp_path):
    """Two applications that both did, at the same moment, took a silenced warning for a bug of the server."""
    with suppressions() as seen, open_front(sqlite_bank, tmp_path) as front:
        assert front.client.get("/v1/nothing").status_code == 404  # no route takes it: all of them were asked
        headers = front.sign_in()
        assert front.client.get("/v1/feed", headers=headers).status_code == 200
        assert front.order(headers).status_code == 201

    assert seen == []
