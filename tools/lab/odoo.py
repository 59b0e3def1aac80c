"""Odoo itself: its configuration, its databases, its processes."""

import argparse
import ast
import contextlib
import errno
import re
import shutil
import socket
import subprocess
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path

from . import debian, postgres, python
from .base import CACHE, REPO, SCRATCH, LabError, digest, lock, run, say

MODULE = "make_schedule"
# Installed in every database beside what the manifest asks for, because the
# tests show that the add-on gets along with them.
BESIDE = ["mrp_subcontracting", "purchase_stock"]
FILESTORE = "filestore"
# What Odoo logs when it has got its port.
SERVING = "HTTP service"
LOADING = re.compile(r"Loading module (\S+) \((\d+)/(\d+)\)")


def options(description):
    """Return the parser of what each command accepts, in Odoo's own words."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--odoo", type=Path, help="an Odoo 19 checkout of your own")
    parser.add_argument("--db_host", help="a database server of your own")
    parser.add_argument("--db_port", type=int)
    parser.add_argument("--db_user", help="a role that may create databases")
    parser.add_argument("--db_password")
    parser.add_argument("--http-port", type=int, help="the port Odoo listens on")
    parser.add_argument(
        "--http-interface",
        default="127.0.0.1",
        help="the address Odoo listens on; 0.0.0.0 is every address of this machine",
    )
    return parser


class Lab:
    """A real Odoo 19 with the add-on on its path and a server for databases."""

    def __init__(self, chosen):
        SCRATCH.mkdir(exist_ok=True)
        self.source = chosen.odoo.resolve() if chosen.odoo else debian.odoo()
        self.release = self._release()
        self.venv = python.environment(REPO / "tools/requirements.txt")
        self.server = postgres.server(
            chosen.db_host, chosen.db_port, chosen.db_user, chosen.db_password
        )
        self.interface = chosen.http_interface
        self.port = _port(chosen.http_port, self.interface)
        self.addons = self._link()
        self.further = []

    def _release(self):
        """Return what tells one Odoo from another; refuse any but 19.0."""
        file = self.source / "odoo/release.py"
        if not file.exists():
            raise LabError(f"{self.source} holds no Odoo: no odoo/release.py in it")
        release = file.read_text()
        if "version_info = (19, 0," not in release:
            raise LabError(f"{self.source} is not Odoo 19.0, which the add-on is for")
        return digest(self.source, release)

    def _link(self):
        """Return the folder for addons_path that holds the add-on by its name.

        Odoo names a module after its folder, and this checkout's may have any
        name. It is in the cache, since Odoo walks a module's own tree through
        links: inside the repository it would go round in circles.
        """
        folder = CACHE / "links" / digest(REPO)
        folder.mkdir(parents=True, exist_ok=True)
        link = folder / MODULE
        if not link.is_symlink() or link.resolve() != REPO:
            link.unlink(missing_ok=True)
            link.symlink_to(REPO)
        return folder

    @property
    def env(self):
        """Return the environment of Odoo's processes."""
        return {**self.server.env, "PYTHONPATH": str(self.source), "TZ": "UTC"}

    def config(self, data=SCRATCH):
        """Write Odoo's configuration file and return its path.

        :param data: folder that keeps the databases' files
        """
        paths = [
            self.addons,
            *self.further,
            self.source / "addons",
            self.source / "odoo/addons",
        ]
        lines = {
            **self.server.config,
            "addons_path": ",".join(
                str(path) for path in paths if any(path.glob("*/__manifest__.py"))
            ),
            "data_dir": data,
            "http_interface": self.interface,
            "http_port": self.port,
            "gevent_port": self.port + 1,
            "max_cron_threads": 0,
            "admin_passwd": "admin",
        }
        file = SCRATCH / f"odoo-{data.name.strip('.')}.conf"
        text = "".join(f"{key} = {value}\n" for key, value in lines.items())
        file.write_text(f"[options]\n{text}")
        file.chmod(0o600)
        return file

    def _host(self):
        """Return the name by which a browser on this machine finds Odoo."""
        known = {"0.0.0.0": "localhost", "127.0.0.1": "localhost", "": "localhost"}
        return known.get(self.interface, self.interface)

    def odoo(self, *arguments):
        """Return the command that runs Odoo."""
        return [str(self.venv / "bin/python"), "-m", "odoo", *map(str, arguments)]

    def name(self, purpose):
        """Return this checkout's database name for a purpose."""
        return f"{MODULE}_{purpose}_{digest(REPO)}"

    def base(self):
        """Return the database with demo data and without the add-on.

        Made once per Odoo and list of modules, then shared by all checkouts.
        """
        manifest = ast.literal_eval((REPO / "__manifest__.py").read_text())
        modules = sorted({*manifest["depends"], *BESIDE})
        name = f"{MODULE}_base_{digest(self.release, *modules)}"
        with lock(name):
            if name not in self.server.names():
                half = f"{name}_half"
                say(f"making a database with {', '.join(modules)} and demo data")
                self.server.drop(half)
                shutil.rmtree(CACHE / FILESTORE / half, ignore_errors=True)
                self._odoo_once(CACHE, "-d", half, "-i", ",".join(modules))
                self._move_files(half, name)
                self.server.sql(f'ALTER DATABASE "{half}" RENAME TO "{name}"')
        return name

    def _move_files(self, half, name):
        shutil.rmtree(CACHE / FILESTORE / name, ignore_errors=True)
        (CACHE / FILESTORE / half).rename(CACHE / FILESTORE / name)

    def _odoo_once(self, data, *arguments):
        log = SCRATCH / "odoo-make.log"
        command = self.odoo("-c", self.config(data), "--with-demo", "--no-http")
        log.unlink(missing_ok=True)
        try:
            with progress(log):
                run(
                    *(*command, "--stop-after-init", "--logfile", log, *arguments),
                    env=self.env,
                    cwd=SCRATCH,
                )
        except LabError as error:
            text = log.read_text() if log.exists() else ""
            bad = [line for line in text.splitlines() if " INFO " not in line][-25:]
            raise LabError("\n".join([str(error), *bad])) from error
        return log

    def install(self, purpose):
        """Make a new database with the add-on and demo data; return its name."""
        base, name, half = self.base(), self.name(purpose), self.name(f"{purpose}_half")
        say(f"making the database {name}")
        self.server.clone(base, half)
        files = SCRATCH / FILESTORE
        shutil.rmtree(files / half, ignore_errors=True)
        shutil.copytree(CACHE / FILESTORE / base, files / half)
        log = self._odoo_once(SCRATCH, "-d", half, "-i", MODULE)
        for line in log.read_text().splitlines():
            if " WARNING " in line or " ERROR " in line:
                raise LabError(f"installing {MODULE} is not clean, see {log}:\n{line}")
        self.server.drop(name)
        self.server.sql(f'ALTER DATABASE "{half}" RENAME TO "{name}"')
        shutil.rmtree(files / name, ignore_errors=True)
        (files / half).rename(files / name)
        return name

    def extend(self, origin, purpose, folders, modules):
        """Make a copy of a database with further add-ons; return its name.

        :param origin: purpose of the database to copy
        :param folders: of add-ons, all of which are installed
        :param modules: names of Odoo's own to install
        """
        self.further = folders
        modules = sorted(
            {
                *modules,
                *(
                    path.parent.name
                    for folder in folders
                    for path in folder.glob("*/__manifest__.py")
                ),
            }
        )
        name = self.copy(origin, purpose)
        say(f"adding {', '.join(modules)} to it")
        self._odoo_once(SCRATCH, "-d", name, "-i", ",".join(modules))
        return name

    def copy(self, origin, purpose):
        """Make a copy of a database, both named by their purpose; return its name."""
        name = self.name(purpose)
        say(f"making the database {name}")
        self.server.clone(self.name(origin), name)
        files = SCRATCH / FILESTORE
        shutil.rmtree(files / name, ignore_errors=True)
        shutil.copytree(files / self.name(origin), files / name)
        return name

    def bundles(self, name):
        """Make what browsers load, once: a test rolls back what it makes of it."""
        say(f"making the bundles of scripts and styles in {name}")
        run(
            *self.odoo("shell", "-c", self.config(), "-d", name, "--no-http"),
            env=self.env,
            cwd=SCRATCH,
            input="env['ir.qweb']._pregenerate_assets_bundles()\nenv.cr.commit()\n",
        )

    def update(self, name):
        """Bring the add-on in an existing database to the state of the code."""
        say(f"updating the add-on in {name}")
        self._odoo_once(SCRATCH, "-d", name, "-u", MODULE)

    def again(self, name):
        """Install the add-on in a database that had it; return the log."""
        say(f"installing the add-on again in {name}")
        return self._odoo_once(SCRATCH, "-d", name, "-i", MODULE).read_text()

    @contextlib.contextmanager
    def serving(self, name, workers=0):
        """Run Odoo's server on a database; give (address, process, log file).

        :param workers: processes that answer, or 0 for threads of one

        :raises LabError: when it ends instead of answering, or is silent
        """
        say("starting Odoo")
        log = SCRATCH / "odoo-serve.log"
        # What Odoo does in the background is part of what is looked at.
        jobs = "--max-cron-threads=1"
        command = [str(self.venv / "bin/python"), str(_launcher())]
        command += ["-c", str(self.config()), "-d", name, jobs, f"--workers={workers}"]
        with log.open("w") as output:
            process = subprocess.Popen(
                command, env=self.env, cwd=SCRATCH, stdout=output, stderr=output
            )
            try:
                address = f"http://{self._host()}:{self.port}"
                _wait(process, f"{address}/web/login", log)
                yield address, process, log
            finally:
                process.terminate()
                process.wait()


def _launcher():
    """Return a script that runs Odoo: with workers it starts itself again.

    For the process that serves websockets (``PreforkServer.long_polling_spawn``), which
    ``python -m odoo`` cannot.
    """
    script = SCRATCH / "odoo-bin"
    script.write_text("import odoo.cli\n\nodoo.cli.main()\n")
    return script


def _wait(process, address, log):
    """Wait until Odoo answers with a page, three minutes at most."""
    for _attempt in range(360):
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(address, timeout=60):
                # Another server may have taken the port meanwhile, and answer.
                if SERVING in log.read_text():
                    return
            time.sleep(0.5)
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.5)
    tail = "\n".join(log.read_text().splitlines()[-25:])
    raise LabError(f"Odoo does not answer at {address}:\n{tail}")


@contextlib.contextmanager
def progress(log, seconds=10):
    """Say from time to time how far Odoo is, by what it writes into its log."""
    done, said = threading.Event(), None

    def watch():
        nonlocal said
        while not done.wait(seconds):
            text = log.read_text() if log.exists() else ""
            found = LOADING.findall(text)
            if found and found[-1] != said:
                said = found[-1]
                say("  loading module {} ({} of {})".format(*said))

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        done.set()
        watcher.join()


def _port(wanted, interface):
    """Return the wanted port, or from 8069 on the first free one.

    :raises LabError: when the wanted one is taken
    """
    if wanted:
        if not _free(wanted, interface):
            raise LabError(f"port {wanted} is taken; name another with --http-port")
        return wanted
    ports = range(8069, 8969, 10)
    port = next(number for number in ports if _free(number, interface))
    if port != 8069:
        say(f"port 8069 is taken: Odoo will listen on {port}")
    return port


def _free(port, interface):
    """Tell whether a port of an address is free.

    :raises LabError: when the address is none of this machine's
    """
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((interface, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                return False
            raise LabError(f"Odoo cannot listen on {interface}: {error}") from error
    return True


def sources():
    """Return a digest of the add-on's own files, as git knows them."""
    listed = run("git", "ls-files", "-co", "--exclude-standard", cwd=REPO).split("\n")
    files = [REPO / name for name in sorted(listed) if name and "tools/" not in name]
    return digest(
        *(f"{path} {path.stat().st_mtime_ns}" for path in files if path.is_file())
    )
