"""A thrifty load: http.client on kept-alive connections, in at most two processes of threads."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlencode

HOST = "127.0.0.1"


@dataclass(frozen=True)
class Answer:
    status: int
    body: bytes
    location: str


class Client:
    """One visitor: a kept-alive connection, and the one cookie that the product sets."""

    def __init__(self, port: int) -> None:
        self.connection = HTTPConnection(HOST, port, timeout=60)
        self.cookie = ""

    def get(self, path: str) -> Answer:
        return self._send("GET", path, None, {})

    def post(self, path: str, fields: dict[str, str]) -> Answer:
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        return self._send("POST", path, urlencode(fields), form)

    def _send(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> Answer:
        if self.cookie:
            headers["Cookie"] = self.cookie
        self.connection.request(method, path, body, headers)
        response = self.connection.getresponse()
        cookie = response.getheader("Set-Cookie")
        if cookie:
            self.cookie = cookie.partition(";")[0]
        return Answer(response.status, response.read(), response.getheader("Location") or "")


Visit = Callable[[int, int], None]  # (port, a number no other visit has); raises when something is wrong
FAULTS = (OSError, HTTPException, AssertionError)


@dataclass(frozen=True)
class Figures:
    """Times in milliseconds."""

    median: float
    p95: float
    per_second: float
    errors: int

    def __str__(self) -> str:
        return (
            f"median {self.median:7.2f} ms   p95 {self.p95:7.2f} ms   "
            f"{self.per_second:7.1f} per second   {self.errors} errors"
        )


def measure(visit: Visit, port: int, clients: int, seconds: float, start: int = 0) -> Figures:
    """Let `clients` visit again and again for `seconds`. Numbers of visits begin at `start`."""
    processes = min(clients, 2)
    shares = [clients // processes + (index < clients % processes) for index in range(processes)]
    with ProcessPoolExecutor(processes) as pool:
        jobs = [
            pool.submit(_process, visit, port, share, seconds, start + index * 10_000_000)
            for index, share in enumerate(shares)
        ]
        parts = [job.result() for job in jobs]
    times = sorted(time_taken for part, _, _ in parts for time_taken in part)
    rate = sum(len(part) / elapsed for part, _, elapsed in parts)
    return Figures(
        statistics.median(times) * 1000, times[int(len(times) * 0.95)] * 1000, rate, sum(p[1] for p in parts)
    )


def _process(
    visit: Visit, port: int, threads: int, seconds: float, start: int
) -> tuple[list[float], int, float]:
    begun = time.perf_counter()
    with ThreadPoolExecutor(threads) as pool:
        jobs = [
            pool.submit(_visitor, visit, port, begun + seconds, start + index * 100_000)
            for index in range(threads)
        ]
        parts = [job.result() for job in jobs]
    elapsed = time.perf_counter() - begun
    return [taken for part, _ in parts for taken in part], sum(errors for _, errors in parts), elapsed


def _visitor(visit: Visit, port: int, until: float, number: int) -> tuple[list[float], int]:
    taken, errors = [], 0
    while True:
        begun = time.perf_counter()
        if begun >= until and (taken or errors):
            return taken, errors
        number += 1
        try:
            visit(port, number)
            taken.append(time.perf_counter() - begun)
        except FAULTS:
            errors += 1
