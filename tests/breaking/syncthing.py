"""Two real Syncthings on the loopback alone: nothing is announced, relayed, reported or opened in a browser."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Self

PATIENCE: Final = 60.0
"""Seconds before what does not come is a failure; never a measure of speed."""
KEY: Final = "only-for-this-test"

CONFIG: Final = """
<configuration version="35">
  <folder id="journal" path="{folder}" type="sendreceive" rescanIntervalS="0" fsWatcherEnabled="false">
    <device id="{id}"/>
    <device id="{other_id}"/>
    <maxConflicts>-1</maxConflicts>
    <pullerPauseS>1</pullerPauseS>
  </folder>
  <device id="{id}" compression="never"><address>tcp://127.0.0.1:{port}</address></device>
  <device id="{other_id}" compression="never"><address>{other_address}</address></device>
  <gui enabled="true" tls="false"><address>127.0.0.1:{gui}</address><apikey>{key}</apikey></gui>
  <options>
    <listenAddress>tcp://127.0.0.1:{port}</listenAddress>
    <globalAnnounceEnabled>false</globalAnnounceEnabled>
    <localAnnounceEnabled>false</localAnnounceEnabled>
    <relaysEnabled>false</relaysEnabled>
    <natEnabled>false</natEnabled>
    <startBrowser>false</startBrowser>
    <urAccepted>-1</urAccepted>
    <autoUpgradeIntervalH>0</autoUpgradeIntervalH>
    <crashReportingEnabled>false</crashReportingEnabled>
    <reconnectionIntervalS>1</reconnectionIntervalS>
    <progressUpdateIntervalS>-1</progressUpdateIntervalS>
  </options>
</configuration>
"""


@dataclass
class Syncthing:
    """One device that shares one folder with one other."""

    home: Path
    folder: Path
    id: str = field(init=False)
    port: int = field(init=False)
    gui: int = field(init=False)
    _process: subprocess.Popen[bytes] | None = None

    def __post_init__(self) -> None:
        self.home.mkdir()
        command = ["syncthing", "generate", *self._options]
        subprocess.run(command, env=self._environment, capture_output=True, check=True)
        found = re.search(r'<device id="([A-Z0-9-]{63})"', (self.home / "config.xml").read_text())
        assert found
        self.id = found[1]
        self.port, self.gui = free_port(), free_port()

    def start(self, other: Syncthing, *, calls: bool) -> Self:
        """Starts it. Of two only one calls the other: when both do at once, they are in each other's way for long."""
        address = f"tcp://127.0.0.1:{other.port}" if calls else "dynamic"
        said = {"folder": self.folder, "id": self.id, "other_id": other.id, "other_address": address}
        (self.home / "config.xml").write_text(CONFIG.format(**said, port=self.port, gui=self.gui, key=KEY))
        self._process = subprocess.Popen(
            ["syncthing", "serve", *self._options], env=self._environment, stdout=subprocess.DEVNULL
        )
        wait_until(lambda: bool(self.asked("system/ping")))
        return self

    def stop(self) -> None:
        """Ends it."""
        if self._process:
            self._process.terminate()
            self._process.wait()

    def alone(self, *, yes: bool) -> None:
        """Takes it off the network, or puts it on again."""
        self.asked("system/pause" if yes else "system/resume", post=True)

    def scan(self) -> None:
        """Has it look at what is in the folder."""
        self.asked("db/scan?folder=journal", post=True)

    @property
    def is_level(self) -> bool:
        """Whether it has all that the other one has, and the other way round."""
        status, there = self.asked("db/status?folder=journal"), self.asked("db/completion?folder=journal")
        return bool(status["state"] == "idle" and not status["needTotalItems"] and there["completion"] == 100)

    @property
    def is_connected(self) -> bool:
        """Whether it hears the other one."""
        return any(each["connected"] for each in self.asked("system/connections")["connections"].values())

    def asked(self, path: str, *, post: bool = False) -> Any:  # what its documents hold differs by path
        """Gives what it answers; an empty answer while it does not."""
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.gui}/rest/{path}", headers={"X-API-Key": KEY}, method="POST" if post else "GET"
        )
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310
                return json.loads(answer.read() or b"{}")
        except urllib.error.URLError:
            return {}

    @property
    def _options(self) -> list[str]:
        return [f"--home={self.home}"]

    @property
    def _environment(self) -> dict[str, str]:
        return {**os.environ, "HOME": str(self.home), "STNOUPGRADE": "1", "STNODEFAULTFOLDER": "1", "NO_PROXY": "*"}


def free_port() -> int:
    """Gives a port of the loopback that nobody listens at."""
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return int(tried.getsockname()[1])


def wait_until(true: Callable[[], bool]) -> None:
    """Waits until it is."""
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end
        time.sleep(0.1)
