"""How many turns a second: the stock adapter's echo, our help, and our answer over 20,000 conclusions."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from statistics import median

import aiohttp

from tests.bench import servers
from tests.bench.data import copied, speakers, twenty_thousand
from tests.bench.figures import Figure
from tests.bench.load import Contender, Load, listening
from tests.bench.questions import ASK, HELP

STOCK, HELP_, ASK_ = NAMES = ("turn.stock_echo", "turn.help", "turn.ask")
UNIT, PEER = "turns/s", "stock_echo"
CARD = b"application/vnd.microsoft.card.adaptive"
OF_HELP = b"language.choose"  # a button that no answer to a question has
WARM_UP_S, ROUND_S, ROUNDS = 3.0, 4.0, 7

Rates = Mapping[str, Sequence[float]]


def measure() -> tuple[Figure, ...]:
    """Medians of short rounds. The contenders take turns, so that a slow spell of the machine hits all."""
    with copied(twenty_thousand()) as data:
        rates = asyncio.run(_rates(data))
    stock, help_, ask = (median(rates[name]) for name in NAMES)
    peer = (UNIT, PEER, stock)
    return Figure(STOCK, stock, UNIT), Figure(HELP_, help_, *peer), Figure(ASK_, ask, *peer)


async def _rates(data: Path) -> Rates:
    async with contest(data) as (load, contenders):
        for contender in contenders:
            await load.run(contender, WARM_UP_S)
        rates: dict[str, list[float]] = {contender.name: [] for contender in contenders}
        for contender in contenders * ROUNDS:
            rates[contender.name].append(await load.run(contender, ROUND_S))
    return rates


@asynccontextmanager
async def contest(data: Path) -> AsyncIterator[tuple[Load, tuple[Contender, ...]]]:
    """The load, and the contenders with their servers ready; ours serves this data folder."""
    async with listening() as sink, aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:
        with servers.stock() as stock, servers.ours(data, sink.port) as ours:
            echo = Contender(STOCK, stock.url, HELP, b"Echo: ")
            help_ = Contender(HELP_, ours.url, HELP, OF_HELP)
            ask = Contender(ASK_, ours.url, ASK, CARD)
            yield Load(session, sink, speakers(data)), (echo, help_, ask)
