"""The examples of deployment name what there is: settings, paths, figures, commands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from prometheus_client import generate_latest

from bot.features.minutes_import import PATH as UPLOADS
from bot.links import PATH as DOCUMENTS
from bot.mail_links import PATH as MAIL
from bot.metrics import Metrics
from bot.record_pages import FIND
from bot.settings import Settings
from tests.docs import commands

DEPLOY = Path(__file__).parent.parent / "manifest" / "deploy"
OTHERS = {"ALKE_NAME", "ALKE_UPSTREAMS"}  # of the proxy


def read(name: str) -> str:
    return (DEPLOY / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(file.name for file in DEPLOY.iterdir()))
def test_every_setting_that_is_named_exists(name: str) -> None:
    known = {f"ALKE_{field.upper()}" for field in Settings.model_fields}
    assert set() == set(re.findall(r"\bALKE_[A-Z_]+", read(name))) - known - OTHERS


@pytest.mark.parametrize("name", sorted(file.name for file in DEPLOY.iterdir()))
def test_every_command_that_is_named_exists(name: str) -> None:
    known = {line.strip("`").split(" --")[0] for line, _ in commands()}
    quoted = re.sub(r'", "', " ", read(name))
    named = re.findall(r"\balke (?:serve|db \w+|outbox \w+)", quoted)
    assert [] == [each for each in named if not any(line.startswith(each) for line in known)]


def test_every_figure_that_an_alert_watches_is_measured() -> None:
    metrics = Metrics()
    measured = set(
        re.findall(r"^# TYPE (alke_\w+) ", generate_latest(metrics.registry).decode(), re.MULTILINE)
    )
    watched = set(re.findall(r"\balke_[a-z_]+", read("alerts.yml")))
    assert watched
    assert set() == {name.removesuffix("_bucket") for name in watched} - measured


def test_the_proxy_passes_on_what_people_and_teams_need_and_nothing_else() -> None:
    [paths] = re.findall(r"@public path (.*)", read("Caddyfile"))
    pages = (DOCUMENTS, UPLOADS, *(f"/{kind}" for kind in FIND), MAIL)
    assert ["/api/messages", *(f"{path}/*" for path in pages)] == paths.split()
