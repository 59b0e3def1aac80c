"""Debian packages: installed ones, and Odoo 19 from sid without touching apt."""

import os
import re
import shutil
from pathlib import Path

from .base import CACHE, LabError, lock, run, say, whole

KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg"
# The client's libraries that Debian took out of odoo-19 and links to instead.
FROM_SID = [
    "odoo-19",
    "libjs-jquery",
    "libjs-underscore",
    "libjs-jquery-form",
    "fonts-roboto-unhinted",
    "fonts-montserrat",
    "fonts-inconsolata",
]
# Font Awesome 4.7; sid's 7 names its files differently.
FROM_OWN_RELEASE = ["fonts-font-awesome"]
# Left out of Debian's package; without it each page logs a console error, and
# every browser tour fails.
LEFT_OUT = "mail/static/lib/selfie_segmentation/selfie_segmentation.js"


def install(commands):
    """Install the packages whose command is missing.

    :param commands: dict of command name -> package that brings it
    :raises LabError: when something is missing and we are not root
    """
    missing = {
        package for command, package in commands.items() if not shutil.which(command)
    }
    if not missing:
        return
    names = " ".join(sorted(missing))
    if os.geteuid():
        raise LabError(f"missing here: {names}. As root: apt-get install {names}")
    say(f"installing Debian packages: {names}")
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    run("apt-get", "update", env=env)
    run("apt-get", "install", "-y", "--no-install-recommends", *missing, env=env)


def odoo():
    """Return the folder that holds the ``odoo`` package, downloaded once.

    Unpacked into the user's cache from Debian's suite sid through an apt of its
    own lists, so the machine's sources and packages stay as they are.

    :raises LabError: when sid has no Odoo 19.0 (any more)
    """
    prefix = CACHE / "odoo-19"
    with lock("odoo"):
        if not prefix.exists():
            with whole(prefix) as half:
                _download(half)
    return prefix / "usr/lib/python3/dist-packages"


def _download(prefix):
    work = prefix / "apt"
    say("downloading Odoo 19 from Debian sid (123 MB, once)")
    try:
        sid = _apt(work / "sid", "sid")
        own = _apt(work / "own", _codename())
    except LabError as error:
        raise LabError(f"{error}\n\n{_ADVICE}") from error
    version = _version(sid, "odoo-19")
    if not version.startswith("19.0"):
        raise LabError(f"Debian sid has no Odoo 19.0 (found: {version}).\n{_ADVICE}")
    packages = work / "packages"
    packages.mkdir()
    for options, names in ((sid, FROM_SID), (own, FROM_OWN_RELEASE)):
        run("apt-get", *options, "download", *names, cwd=packages)
    say(f"unpacking Odoo {version}")
    for package in sorted(packages.glob("*.deb")):
        run("dpkg", "-x", package, prefix)
    left_out = prefix / "usr/lib/python3/dist-packages/odoo/addons" / LEFT_OUT
    left_out.parent.mkdir(parents=True, exist_ok=True)
    left_out.touch()
    shutil.rmtree(work)


def _version(options, name):
    """Return the version that apt would download, or "none"."""
    policy = run("apt-cache", *options, "policy", name)
    found = re.search(r"^  Candidate: (\S+)", policy, re.MULTILINE)
    return found[1] if found else "none"


def _codename():
    for line in Path("/etc/os-release").read_text().splitlines():
        key, _, value = line.partition("=")
        if key == "VERSION_CODENAME":
            return value.strip('"')
    raise LabError(f"this machine is no Debian.\n{_ADVICE}")


def _apt(folder, suite):
    """Return the options of an apt that knows one suite and writes into folder.

    The mirror is the one that the machine itself uses.
    """
    targets = run(
        *("apt-get", "indextargets", "Identifier: Packages"),
        *("--format", "$(RELEASE) $(COMPONENT) $(REPO_URI)"),
    )
    mirrors = [
        uri
        for release, component, uri in map(str.split, targets.splitlines())
        if (release, component) == (_codename(), "main")
    ]
    if not mirrors:
        raise LabError("apt has no source for this Debian release")
    for name in ("lists/partial", "cache/archives/partial"):
        (folder / name).mkdir(parents=True)
    source = folder / "sources.list"
    source.write_text(f"deb [signed-by={KEYRING}] {mirrors[0]} {suite} main\n")
    settings = {
        "Dir::Etc::SourceList": source,
        "Dir::Etc::SourceParts": "/dev/null",
        "Dir::Etc::Preferences": "/dev/null",
        "Dir::Etc::PreferencesParts": "/dev/null",
        "Dir::State::Lists": folder / "lists",
        "Dir::Cache": folder / "cache",
        "APT::Sandbox::User": "root",
        "Acquire::Languages": "none",
    }
    options = [f"-o{name}={value}" for name, value in settings.items()]
    run("apt-get", *options, "update")
    return options


_ADVICE = """\
Get Odoo 19 yourself and name its folder:
    git clone --depth 1 --branch 19.0 https://github.com/odoo/odoo
and add --odoo PATH/TO/odoo to the command."""
