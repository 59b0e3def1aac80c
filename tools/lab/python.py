"""Virtual environments, one per pinned requirements file and its content."""

import shutil
import subprocess
import sys
import venv

from .base import CACHE, LabError, digest, lock, run, say, whole


def environment(requirements):
    """Return a virtual environment's folder, made once per content.

    :param requirements: file of pinned requirements
    :raises LabError: on a Python other than 3.11 or newer, or as pip says
    """
    if sys.version_info < (3, 11):
        raise LabError("Python 3.11 or newer is needed")
    name = f"{requirements.stem}-{digest(sys.version, requirements.read_text())}"
    folder = CACHE / name
    with lock(name):
        if not _answers(folder):
            say(f"installing {requirements.name} into a virtual environment")
            with whole(folder) as half:
                venv.create(half, symlinks=True, with_pip=True)
                run(
                    *(half / "bin/python", "-m", "pip", "install"),
                    *("--cache-dir", CACHE / "wheels"),
                    *("--disable-pip-version-check", "-r", requirements),
                )
                _relocate(half, folder)
    return folder


def addons(requirements):
    """Return a folder of Odoo add-ons from PyPI, made once per content.

    Without what they depend on: that is Odoo, which is no package there.

    :param requirements: file of pinned ``odoo-addon-*`` requirements
    """
    name = f"{requirements.stem}-{digest(requirements.read_text())}"
    folder = CACHE / name
    with lock(name):
        if not folder.exists():
            say(f"fetching {requirements.name}")
            with whole(folder) as half:
                run(
                    *(sys.executable, "-m", "pip", "install", "--no-deps"),
                    *("--disable-pip-version-check", "--target", half),
                    *("-r", requirements),
                )
    return folder / "odoo/addons"


def _answers(folder):
    """A half-made environment, or one whose Python is gone, is made again."""
    python = folder / "bin/python"
    return (
        python.exists()
        and not subprocess.run(
            [python, "-c", "import pip"], capture_output=True
        ).returncode
    )


def _relocate(half, folder):
    """Scripts name their interpreter by its path: write the final one."""
    for script in (half / "bin").iterdir():
        if script.is_symlink() or not script.is_file():
            continue
        content = script.read_bytes()
        if str(half).encode() in content:
            mode = script.stat().st_mode
            script.write_bytes(
                content.replace(str(half).encode(), str(folder).encode())
            )
            script.chmod(mode)
    shutil.rmtree(half / "include", ignore_errors=True)
