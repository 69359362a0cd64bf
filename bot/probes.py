"""`/healthz`, `/readyz` and `/metrics`: for the balancer and for those who look after the bot."""

from __future__ import annotations

import asyncio
import hmac
import math
from collections.abc import Mapping
from typing import Any

from aiohttp import web
from prometheus_client import generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from .auth import LOOPBACK_PEERS
from .health import Check, Health, Look
from .metrics import Metrics

FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via")
"""Headers by which a proxy tells that it brings somebody else's request."""
NO_STORE = {"Cache-Control": "no-store"}


def mount(app: web.Application, health: Health, metrics: Metrics, token: str) -> None:
    """Add the three. `token`: what /metrics asks for; without one it is for this machine only."""

    async def ready(_: web.Request) -> web.Response:
        return answer(await health.checks())

    async def figures(request: web.Request) -> web.Response:
        if not may_read(request.headers, request.remote, token):
            return web.Response(status=401 if token else 403, headers=NO_STORE | _asked(token))
        note(metrics, await health.look(), health.pulse.age)
        body = await asyncio.to_thread(generate_latest, metrics.registry)
        return web.Response(body=body, headers=NO_STORE | {"Content-Type": CONTENT_TYPE_LATEST})

    app.router.add_get("/healthz", healthy)
    app.router.add_get("/readyz", ready)
    app.router.add_get("/metrics", figures)


async def healthy(_: web.Request) -> web.Response:
    """The process answers; nothing else is looked at."""
    return web.Response(text="ok")


def answer(checks: Mapping[str, Check]) -> web.Response:
    """503 when something fails without which turns can't be answered; what else is wrong is only told."""
    failed = [check for check in checks.values() if not check.ok]
    unready = any(check.needed for check in failed)
    status = "unready" if unready else "degraded" if failed else "ready"
    body = {"status": status, "checks": {name: _told(check) for name, check in checks.items()}}
    return web.json_response(body, status=503 if unready else 200, headers=NO_STORE)


def may_read(headers: Mapping[str, str], peer: str | None, token: str) -> bool:
    """With a token, whoever has it; without one, who asks from this machine and for nobody else."""
    if token:
        scheme, _, given = headers.get("Authorization", "").partition(" ")
        return scheme.lower() == "bearer" and hmac.compare_digest(_bytes(given.strip()), _bytes(token))
    return peer in LOOPBACK_PEERS and not any(name in headers for name in FORWARDED)


def note(metrics: Metrics, look: Look, own_bell: float) -> None:
    """Put what a look saw into the figures; what it couldn't see is no number."""
    seen = look.vitals
    metrics.database.set(1 if seen else 0)
    metrics.own_bell.set(own_bell)
    metrics.index_behind.set(look.behind if seen else math.nan)
    metrics.bell.set(_age(look, seen.rung, -1.0) if seen else math.nan)
    metrics.oldest.set(_age(look, seen.oldest, 0.0) if seen else math.nan)
    metrics.owed.labels("now").set(seen.going if seen else math.nan)
    metrics.owed.labels("later").set(seen.owed - seen.going if seen else math.nan)
    metrics.retried.set(seen.retried if seen else math.nan)
    metrics.processes.set(seen.processes if seen else math.nan)


def _age(look: Look, moment: Any, never: float) -> float:
    return (look.at - moment).total_seconds() if moment else never


def _told(check: Check) -> dict[str, Any]:
    return {"ok": check.ok, **({"why": check.why} if check.why else {}), **check.told}


def _asked(token: str) -> dict[str, str]:
    return {"WWW-Authenticate": "Bearer"} if token else {}


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")
