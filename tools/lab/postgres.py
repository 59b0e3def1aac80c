"""A database server: the developer's own, or a Debian cluster of the lab's own."""

import getpass
import os
import socket
import time
from pathlib import Path

from . import debian
from .base import LabError, lock, run, say

CLUSTER = "make_schedule"
PROGRAMS = "/usr/lib/postgresql"
SOCKETS = "/var/run/postgresql"


class Server:
    """Where PostgreSQL answers, in the words of Odoo's own options."""

    def __init__(self, host=None, port=None, user=None, password=None):
        self.host, self.port, self.user, self.password = host, port, user, password

    @property
    def env(self):
        """Return the environment in which ``psql`` and friends reach it."""
        named = {
            "PGHOST": self.host,
            "PGPORT": self.port and str(self.port),
            "PGUSER": self.user,
            "PGPASSWORD": self.password,
        }
        return {**os.environ, **{key: val for key, val in named.items() if val}}

    @property
    def config(self):
        """Return its lines of Odoo's configuration file."""
        named = {
            "db_host": self.host,
            "db_port": self.port,
            "db_user": self.user,
            "db_password": self.password,
        }
        return {key: val for key, val in named.items() if val}

    def sql(self, query, database="postgres"):
        """Return the lines that a statement prints, columns parted by ``|``."""
        command = ("psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-d", database)
        return run(*command, "-c", query, env=self.env).splitlines()

    def names(self):
        """Return the names of the databases it holds."""
        return set(self.sql("SELECT datname FROM pg_database"))

    def clone(self, template, name):
        """Make a database as a copy of another; an old one of that name goes."""
        self.drop(name)
        run("createdb", "-T", template, name, env=self.env)

    def drop(self, name):
        """Remove a database, also one in use by a forgotten process."""
        for _attempt in range(60):
            try:
                return run("dropdb", "--if-exists", "--force", name, env=self.env)
            except LabError as error:
                # An autovacuum worker is the server's own: nobody else may stop it.
                last = error
                time.sleep(0.5)
        raise last


def server(host=None, port=None, user=None, password=None):
    """Return a running server: the named one, or the lab's own cluster, started.

    :raises LabError: when the named server does not answer, or none can be had
    """
    if any((host, port, user, password)):
        debian.install({"psql": "postgresql-client"})
        named = Server(host, port, user, password)
        named.sql("SELECT 1")
        return named
    debian.install({"psql": "postgresql", "pg_createcluster": "postgresql"})
    with lock("postgresql"):
        return _own_cluster()


def _own_cluster():
    """Start the cluster, made on first use, on whatever port is free.

    It is apart from the machine's ``main`` cluster, so that nothing of the
    developer's is changed.
    """
    version, port, status = _cluster() or _create()
    if not status.startswith("online"):
        say("starting PostgreSQL")
        if not _free(port):
            port = next(number for number in range(5433, 5933) if _free(number))
            run("pg_conftool", version, CLUSTER, "set", "port", port)
        _clear_stale(version)
        run("pg_ctlcluster", version, CLUSTER, "start")
    user = getpass.getuser()
    _as_postgres(
        port, f'CREATE ROLE "{user}" LOGIN CREATEDB', unless=f"rolname = '{user}'"
    )
    ready = Server(SOCKETS, port, user)
    for _attempt in range(60):
        try:
            ready.sql("SELECT 1")
            return ready
        except LabError as error:
            last = error
            time.sleep(0.5)
    raise LabError(f"PostgreSQL does not answer on port {port}: {last}")


def _cluster():
    """Return (version, port, status) of the lab's cluster, or None."""
    for line in run("pg_lsclusters", "--no-header").splitlines():
        version, name, port, status = line.split()[:4]
        if name == CLUSTER:
            return version, int(port), status
    return None


def _create():
    if os.geteuid():
        raise LabError(
            "no database server to use. As root this makes one; else name yours"
            " with --db-host, --db-port, --db-user and --db-password"
        )
    servers = [path.parts[-3] for path in Path(PROGRAMS).glob("*/bin/postgres")]
    if not servers:
        debian.install({"postgres": "postgresql"})
        return _create()
    version = max(servers, key=int)
    say(f"making a PostgreSQL {version} cluster named {CLUSTER}")
    # The lab's data can be made again: speed before safety.
    fast = ("-o", "fsync=off", "-o", "full_page_writes=off")
    run("pg_createcluster", *fast, version, CLUSTER, "--", "--locale=C.UTF-8")
    return _cluster()


def _clear_stale(version):
    """A lock file of a server that no longer lives keeps a new one from starting."""
    status = run("pg_lsclusters", "--no-header")
    pid_file = f"/var/lib/postgresql/{version}/{CLUSTER}/postmaster.pid"
    if "online" not in status and os.path.exists(pid_file):
        with open(pid_file) as handle:
            pid = handle.readline().strip()
        if not os.path.exists(f"/proc/{pid}"):
            os.unlink(pid_file)


def _free(port):
    """Tell whether neither a TCP server nor a socket file has the port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    with socket.socket(socket.AF_UNIX) as probe:
        return bool(probe.connect_ex(f"{SOCKETS}/.s.PGSQL.{port}"))


def _as_postgres(port, statement, unless):
    command = ["psql", "-XAtq", "-p", str(port), "-d", "postgres", "-c"]
    command = ["runuser", "-u", "postgres", "--", *command]
    if os.geteuid():
        return
    for _attempt in range(60):
        try:
            exists = run(*command, f"SELECT 1 FROM pg_roles WHERE {unless}", cwd="/")
            break
        except LabError as error:
            last = error
            time.sleep(0.5)
    else:
        raise last
    if not exists.strip():
        run(*command, statement, cwd="/")
