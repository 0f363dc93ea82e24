# SPDX-FileCopyrightText: 2026 The Latchkey authors
# SPDX-License-Identifier: Apache-2.0
"""How long a program takes from its start until its first window is drawn, seen from outside.

Xvfb keeps its screen in a file, which is read while the program starts: nothing in the program takes part, and every
program is measured in the same way. Drawn is the first moment from which on nearly all of what is on the screen is as
it is once the screen stands still.
"""
import mmap
import os
import shutil
import signal
import statistics
import struct
import subprocess
import tempfile
import time
from pathlib import Path

ALIKE = 0.995  # of what the program drew in the end; a text cursor may blink
STILL = 0.6  # seconds without a change: the program is ready
PATIENCE = 30


class Screen:
    """A screen of its own and, where there is one, a session bus: a desktop's programs find both."""

    def __init__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="latchkey-startup-"))
        read, write = os.pipe()
        self.server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", "1400x900x24", "-nolisten", "tcp",
             "-fbdir", str(self.folder)], pass_fds=[write], stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as answer:
            self.display = ":" + answer.readline().strip()
        self.bus = None
        address = "disabled:"
        if shutil.which("dbus-daemon"):
            self.bus = subprocess.Popen(["dbus-daemon", "--session", "--print-address", "--nofork"],
                                        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
            address = self.bus.stdout.readline().strip()
        self.environment = {key: value for key, value in os.environ.items()
                            if not key.startswith(("QT_", "XDG_", "WAYLAND_"))}
        self.environment.update(DISPLAY=self.display, DBUS_SESSION_BUS_ADDRESS=address, LANG="C.UTF-8")
        with open(self.folder / "Xvfb_screen0", "rb") as file:
            self.pixels = mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ)
        header = struct.unpack(">25I", self.pixels[:100])
        self.start = header[0] + header[19] * 12
        self.line, self.height = header[12], header[5]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for process in (self.bus, self.server):
            if process:
                process.terminate()
                process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def look(self):
        """Every eighth line of the screen."""
        return b"".join(self.pixels[self.start + y * self.line:self.start + (y + 1) * self.line]
                        for y in range(0, self.height, 8))


def alike(look, last, empty):
    """Which part of what was drawn in the end is there already."""
    cells = range(0, len(last), 16)
    drawn = [i for i in cells if last[i:i + 16] != empty[i:i + 16]]
    return sum(look[i:i + 16] == last[i:i + 16] for i in drawn) / len(drawn) if drawn else 0


def start_once(screen, command):
    """Seconds until drawn, and MiB resident then. `{home}` in the command is an empty folder."""
    home = tempfile.mkdtemp(prefix="latchkey-home-")
    environment = dict(screen.environment, HOME=home, XDG_RUNTIME_DIR=home, XDG_CONFIG_HOME=home + "/config")
    empty = screen.look()
    looks = []
    begin = time.monotonic()
    process = subprocess.Popen([part.format(home=home) for part in command], env=environment,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        last, changed = empty, begin
        while not looks or time.monotonic() - changed < STILL:
            now = time.monotonic()
            look = screen.look()
            if look != last:
                last, changed = look, now
                looks.append((now - begin, look))
            if process.poll() is not None or now - begin > PATIENCE:
                raise RuntimeError(f"{command[0]} drew no window")
            time.sleep(0.001)
        drawn = next(seconds for seconds, look in looks if alike(look, last, empty) >= ALIKE)
        status = Path(f"/proc/{process.pid}/status").read_text()
        resident = int(status.split("VmRSS:")[1].split()[0]) / 1024
        return drawn, resident
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        shutil.rmtree(home, ignore_errors=True)
        gone = time.monotonic() + PATIENCE
        while screen.look() != empty and time.monotonic() < gone:  # the next program must not see this window go
            time.sleep(0.01)


def compare(commands, rounds, progress):
    """For each program the median seconds, all seconds and the median MiB; they take turns, after a warm-up each."""
    seconds = {name: [] for name in commands}
    resident = {name: [] for name in commands}
    with Screen() as screen:
        for number in range(rounds + 1):
            for name, command in commands.items():
                progress(f"start {number} of {rounds}: {name}")
                drawn, mib = start_once(screen, command)
                if number > 0:
                    seconds[name].append(drawn)
                    resident[name].append(mib)
    return {name: {"seconds": statistics.median(seconds[name]), "all": seconds[name],
                   "mib": statistics.median(resident[name])} for name in commands}
