"""A cluster of Spark's own on loopback, of processes; everything here is skipped where it cannot be."""

from __future__ import annotations

import importlib.util
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest

HERE = Path(__file__).parent


def why_not() -> str | None:
    """Why there can be no Spark here; ``None`` where there can."""
    if importlib.util.find_spec("pyspark") is None:
        return "pyspark is not installed: pip install 'quotetrack[spark]'"
    if not (os.environ.get("JAVA_HOME") or shutil.which("java")):
        return "Java is not installed: apt install openjdk-17-jre-headless"
    return None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what is in this folder, and skip it with the reason."""
    reason = why_not()
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.spark)
            # Spark's own, of sockets and of versions of pandas; ours are seen by the other tests
            item.add_marker(pytest.mark.filterwarnings("ignore"))
            if reason is not None:
                item.add_marker(pytest.mark.skip(reason=reason))


def environment() -> dict[str, str]:
    """What Spark's processes need: to stay on loopback, and this Python."""
    ours = {"SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_PYTHON": sys.executable, "PYTHONWARNINGS": "ignore"}
    return {**os.environ, **ours}


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@dataclass
class Cluster:
    """A master and its workers; each has a process group of its own, with its executors in it."""

    folder: Path
    url: str = ""
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start(self, workers: int) -> None:
        """Start all, and wait until the workers are known to the master."""
        port = free_port()
        self.url = f"spark://127.0.0.1:{port}"
        named = ["--host", "127.0.0.1", "--port", str(port), "--webui-port", str(free_port())]
        self._launch("master", "org.apache.spark.deploy.master.Master", *named)
        self._wait("master", "New state: ALIVE")
        for number in range(workers):
            ui = ["--webui-port", str(free_port()), "--work-dir", str(self.folder / f"work-{number}")]
            sizes = ["--host", "127.0.0.1", "--cores", "1", "--memory", "600m", *ui]
            self._launch(f"worker-{number}", "org.apache.spark.deploy.worker.Worker", *sizes, self.url)
        for number in range(workers):
            self._wait(f"worker-{number}", "Successfully registered")

    def _launch(self, name: str, *command: str) -> None:
        import pyspark

        home = Path(pyspark.__file__).parent
        with (self.folder / f"{name}.log").open("wb") as log:
            self.processes.append(
                subprocess.Popen(
                    [home / "bin" / "spark-class", *command],
                    env={**environment(), "SPARK_HOME": str(home)},
                    stdout=log,
                    stderr=subprocess.STDOUT,
                    cwd=self.folder,
                    start_new_session=True,
                )
            )

    def _wait(self, name: str, says: str) -> None:
        log = self.folder / f"{name}.log"
        for _ in range(1200):
            if says in log.read_text("utf-8", "replace"):
                return
            time.sleep(0.25)
        raise AssertionError(f"{name} did not start: {log.read_text('utf-8', 'replace')[-2000:]}")

    def kill_worker(self, number: int) -> None:
        """Kill a worker and its executors, as when a machine goes."""
        self._kill(self.processes[1 + number])

    def stop(self) -> None:
        """Stop what is left of it."""
        for process in reversed(self.processes):
            self._kill(process)

    @staticmethod
    def _kill(process: subprocess.Popen[bytes]) -> None:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    """A master and two workers of one core each."""
    folder = tmp_path / "cluster"
    folder.mkdir()
    made = Cluster(folder)
    try:
        made.start(2)
        yield made
    finally:
        made.stop()
