"""Only this machine's own page may use these routes: no other host name, no other site, no other machine.

A page in the person's browser can reach 127.0.0.1 too. Its requests carry a foreign Origin (CSRF) or,
when its own name was pointed at this machine (DNS rebinding), a foreign Host.
"""

from collections.abc import Awaitable, Callable
from ipaddress import ip_address

from aiohttp import web

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

NAMES = ("127.0.0.1", "localhost", "[::1]")


def guarded(handler: Handler) -> Handler:
    """The handler, behind the check; what does not pass it is answered 403."""

    async def checked(request: web.Request) -> web.StreamResponse:
        if not from_this_machine(request):
            raise web.HTTPForbidden(text="The local chat page answers this machine only.")
        return await handler(request)

    return checked


def from_this_machine(request: web.Request) -> bool:
    """Whether the request came over loopback, to a loopback name, and from no other site."""
    transport = request.transport
    if transport is None:
        return False
    host = request.headers.get("Host", "").lower()
    origin = request.headers.get("Origin", "").lower()
    address, port = transport.get_extra_info("sockname")[:2]
    caller = transport.get_extra_info("peername")[0]
    return (
        ip_address(address).is_loopback
        and ip_address(caller).is_loopback
        and host in _hosts(port)
        and origin in ("", f"http://{host}")
    )


def _hosts(port: int) -> set[str]:
    """The Host headers that name this server; browsers leave port 80 out."""
    written = {f"{name}:{port}" for name in NAMES}
    return written | set(NAMES) if port == 80 else written
