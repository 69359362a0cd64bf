"""What the machines that act on the demo have in common: a copy of it of their own, and how they are run."""

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test

from bot.app import Core, create_core
from bot.facts import Facts
from bot.settings import Settings
from tests.demo import NOW


class DemoMachine(RuleBasedStateMachine):
    """A machine on a fresh copy of the demo; `now` is when it acts."""

    data: Path
    facts: Facts

    def __init__(self) -> None:
        super().__init__()
        self._folder = TemporaryDirectory()
        folder = Path(self._folder.name) / "data"
        shutil.copytree(self.data, folder)
        self.core: Core = create_core(Settings(data_dir=folder), self.facts)
        self.now = NOW

    def teardown(self) -> None:
        self.core.close()
        self._folder.cleanup()


def play(machine: type[DemoMachine], data: Path, facts: Facts, *, examples: int, steps: int) -> None:
    """Run the machine so many times for so many steps, always the same ones."""
    on_demo = type(machine.__name__, (machine,), {"data": data, "facts": facts})
    run_state_machine_as_test(
        on_demo,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
