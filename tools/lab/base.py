"""Places, messages and processes of the lab."""

import contextlib
import fcntl
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

REPO = Path(__file__).resolve().parents[2]
SCRATCH = REPO / ".lab"
CACHE = (
    Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "make_schedule"
)
STARTED = time.monotonic()


class LabError(Exception):
    """Something a developer can act on; shown without a traceback."""


def say(text):
    """Print a line of progress with the seconds since the start."""
    print(f"[{time.monotonic() - STARTED:5.0f} s] {text}", flush=True)


def run(*command, quiet=True, **options):
    """Run a command to its end; return what it printed.

    :param quiet: keep the output and show it only if the command fails
    :raises LabError: with the command's last lines when it exits non-zero
    """
    command = [str(part) for part in command]
    if quiet:
        options.update(stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        if "input" not in options:
            options["stdin"] = subprocess.DEVNULL
    done = subprocess.run(command, text=True, **options)
    if done.returncode:
        tail = "\n".join((done.stdout or "").splitlines()[-25:])
        raise LabError(
            f"{' '.join(command)}\nended with {done.returncode}:\n{tail}".rstrip()
        )
    return done.stdout or ""


def digest(*parts):
    """Return a short stable name for what a made thing depends on."""
    text = "\n".join(str(part) for part in parts)
    return hashlib.sha256(text.encode()).hexdigest()[:10]


@contextlib.contextmanager
def lock(name):
    """Hold a lock of the cache, so that two clones never make one thing twice."""
    CACHE.mkdir(parents=True, exist_ok=True)
    with (CACHE / f"{name}.lock").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say(f"waiting for another run that is making {name}")
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


@contextlib.contextmanager
def whole(target):
    """Give a folder to fill; it takes the target's name only when complete.

    What an interrupted run left half-made is thrown away.
    """
    half = target.with_name(target.name + ".half")
    shutil.rmtree(half, ignore_errors=True)
    half.mkdir(parents=True)
    yield half
    shutil.rmtree(target, ignore_errors=True)
    half.rename(target)


def main(function):
    """Run a command's function; end with its status or with a readable error."""
    # Also where a shell started it in the background, or a supervisor ends it:
    # what it has started must not stay.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)
    try:
        sys.exit(function())
    except LabError as error:
        print(f"\nerror: {error}", file=sys.stderr)
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(130)
