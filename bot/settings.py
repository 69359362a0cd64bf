"""Every setting with its help text. Each is read from the environment as ALKE_<NAME>."""

from __future__ import annotations

import re
from datetime import time
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from knowledge.audit import Key, keys
from knowledge.retention import lengthened

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
Names = Annotated[tuple[str, ...], NoDecode]
Ports = Annotated[tuple[Annotated[int, Field(ge=1, le=65535)], ...], NoDecode]


class Settings(BaseSettings):
    """The settings of one process."""

    model_config = SettingsConfigDict(env_prefix="ALKE_", frozen=True, extra="ignore")

    data_dir: Path = Field(
        Path("alke-data"), description="Folder of the embedded database and the search index."
    )
    database_url: str | None = Field(
        None, description="PostgreSQL address (postgresql+psycopg://…). Empty: the embedded SQLite database."
    )
    host: str = Field("127.0.0.1", description="Address that the server listens on.")
    port: int = Field(3978, description="Port that the server listens on.", ge=0, le=65535)
    local: bool = Field(
        False, description="Local mode: no tokens, the chat page at /. Allowed on a loopback address only."
    )
    local_ports: Ports = Field(
        (),
        description="Ports of stand-ins for Teams on this machine, such as the Agents Playground, "
        "separated by commas. In local mode only.",
    )
    app_id: str = Field("", description="Microsoft app id of the bot (client id of the app registration).")
    app_secret: SecretStr = Field(SecretStr(""), description="Client secret of the app registration.")
    app_tenant: str = Field("", description="Entra tenant that the app registration belongs to.")
    tenants: Names = Field((), description="Entra tenants whose people may use the bot, separated by commas.")
    service_hosts: Names = Field(
        ("smba.trafficmanager.net",), description="Hosts that the bot may send to, separated by commas."
    )
    openid_url: str = Field(
        "https://login.botframework.com/v1/.well-known/openidconfiguration",
        description="Where the Bot Connector's signing keys are described.",
    )
    login_url: str = Field(
        "https://login.microsoftonline.com", description="Where the bot gets its own token."
    )
    coordinator: str = Field(
        "",
        description="The first coordinator, tenant:object-id or tenant:object-id:name. Made when "
        "serving begins and the database has no coordinator; one that has is left as it is.",
    )
    public_url: str = Field(
        "",
        description="Address at which people's browsers reach the bot, https://…: documents are downloaded "
        "there. Empty: none can be downloaded. Local mode has its own.",
    )
    public_pages: bool | None = Field(
        None,
        description="Whether pages of final minutes and conclusions are shown to anybody at their permanent "
        "addresses. Empty: in local mode only; elsewhere the pages say where to ask.",
    )
    office_hours: str = Field(
        "8-17",
        description="Hours (Finnish time, on working days) in which notices that can wait are sent. "
        "Empty: at any hour. In local mode they are sent at any hour.",
    )
    send_rate: int = Field(
        45, description="Messages to a tenant in a second, of all processes together.", ge=1, le=10_000
    )
    smtp_url: SecretStr = Field(
        SecretStr(""),
        description="Mail server for people without a chat with the bot, smtp://user:password@host:587 "
        "(smtps:// for TLS from the start). Empty: no e-mail is sent.",
    )
    mail_from: str = Field("", description="Address that e-mail comes from; replies and bounces go there.")
    audit_key: SecretStr = Field(
        SecretStr(""),
        description="Secret that the log of use is sealed with, so that nobody without it can seal an "
        "altered log anew. Several, separated by commas: the first seals, the others are of before. "
        "Empty: sealed without a secret.",
    )
    keep_longer: str = Field(
        "",
        description="What is kept longer than the table of retention says, in days: outbox=730, joining=365.",
    )
    metrics_token: SecretStr = Field(
        SecretStr(""), description="Token that /metrics asks for. Empty: only this machine may read it."
    )
    log_level: Literal["info", "warning", "error"] = Field(
        "info", description="What is logged: every turn as well (info), or only what went wrong."
    )
    language: Literal["fi", "sv", "en"] = Field(
        "fi",
        description="Language of people who have not chosen one and whose client names none of the three.",
    )
    words: Literal["auto", "voikko", "fallback"] = Field(
        "auto",
        description="Finnish morphology: the native library, the fallback, or the first where it is found.",
    )
    workers: int = Field(
        2, description="Threads that answer turns; more get into each other's way.", ge=1, le=64
    )

    @field_validator("local_ports", "tenants", "service_hosts", mode="before")
    @classmethod
    def _listed(cls, value: object) -> object:
        return tuple(filter(None, map(str.strip, value.split(",")))) if isinstance(value, str) else value

    @field_validator("office_hours")
    @classmethod
    def _hours(cls, value: str) -> str:
        """Nothing, or a span of whole hours within a day, as in 8-17 or 0-24."""
        found = re.fullmatch(r"(\d{1,2})-(\d{1,2})", value) if value else None
        if value and not (found and int(found[1]) < int(found[2]) <= 24):
            raise ValueError("write whole hours of a day, the earlier first, such as 8-17")
        return value

    @field_validator("keep_longer")
    @classmethod
    def _longer(cls, value: str) -> str:
        """Kinds of the table of retention, none shorter than there."""
        lengthened(value)
        return value

    @field_validator("public_url")
    @classmethod
    def _bare(cls, value: str) -> str:
        return value.strip().rstrip("/")

    @property
    def office(self) -> tuple[time, time] | None:
        """The office hours, None for any hour."""
        if self.local or not self.office_hours:
            return None
        first, last = (int(hour) for hour in self.office_hours.split("-"))
        return time(first), time(last) if last < 24 else time.max

    @property
    def shows_pages(self) -> bool:
        """Whether anybody may see the pages of final minutes and conclusions."""
        return self.local if self.public_pages is None else self.public_pages

    @property
    def audit_keys(self) -> tuple[Key, ...]:
        """What the log of use is sealed with, the key in use first."""
        return keys(self.audit_key.get_secret_value())

    @property
    def store_url(self) -> str:
        """The database's address."""
        return self.database_url or f"sqlite:///{self.data_dir / 'alke.db'}"


class Misconfigured(Exception):
    """The settings don't allow serving; the text says what to set."""


def check_serving(settings: Settings) -> None:
    """Fail closed: no app id without local mode, no local mode beyond loopback. Raises Misconfigured."""
    if settings.local and settings.host not in LOOPBACK:
        raise Misconfigured(
            f"Local mode has no tokens, so it may listen on 127.0.0.1 only, not on {settings.host}. "
            "Set ALKE_HOST=127.0.0.1, or set ALKE_APP_ID and leave ALKE_LOCAL out."
        )
    if settings.local:
        return
    named = {"ALKE_APP_ID": settings.app_id, "ALKE_APP_SECRET": settings.app_secret.get_secret_value()}
    named |= {"ALKE_APP_TENANT": settings.app_tenant, "ALKE_TENANTS": ",".join(settings.tenants)}
    if settings.public_url and not settings.public_url.startswith("https://"):
        raise Misconfigured("ALKE_PUBLIC_URL must begin with https://, since documents are sent from there.")
    if missing := [name for name, value in named.items() if not value]:
        raise Misconfigured(
            f"Not set: {', '.join(missing)}. Without them nobody's token could be checked. "
            "To try the bot on this machine: alke demo (or ALKE_LOCAL=true)."
        )
