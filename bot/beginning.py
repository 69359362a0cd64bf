"""The first coordinator, who admits the others: named by the settings, made where there is none."""

from __future__ import annotations

import re
from datetime import datetime

import structlog

from storage.beginnings import FirstCoordinator, begin
from storage.store import Store

from .settings import Misconfigured, Settings

SHAPE = re.compile(r"([\w.-]{1,120}):([\w.-]{1,120})(?::([^\x00-\x1f]{1,120}))?")
NAMELESS = "Koordinaattori"  # until an import or the command line gives the name
log = structlog.get_logger(__name__)


def first_coordinator(settings: Settings) -> FirstCoordinator | None:
    """Whom the settings name; None where they name nobody. Raises Misconfigured."""
    if not settings.coordinator.strip():
        return None
    found = SHAPE.fullmatch(settings.coordinator.strip())
    if found is None:
        raise Misconfigured(
            f"ALKE_COORDINATOR is {settings.coordinator[:80]!r}. Write the Entra tenant and the object id of "
            "the person, and a name where you like: ALKE_COORDINATOR=TENANT-ID:OBJECT-ID:Johanna Siltakoski"
        )
    tenant, object_id, name = found.groups()
    _check_tenant(settings, tenant)
    return FirstCoordinator(tenant, object_id, (name or "").strip() or NAMELESS)


def _check_tenant(settings: Settings, tenant: str) -> None:
    allowed = {each.lower() for each in settings.tenants}
    if allowed and tenant.lower() not in allowed:
        raise Misconfigured(
            f"ALKE_COORDINATOR is of the tenant {tenant}, whose people may not use the bot: add the tenant "
            "to ALKE_TENANTS, or write it as tenant:object-id with one of those."
        )


def make_sure(store: Store, first: FirstCoordinator | None, now: datetime) -> None:
    """Make the first coordinator where there is none."""
    if first and begin(store, first, now):
        log.info("coordinator.made")
