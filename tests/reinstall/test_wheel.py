"""The wheel: of whatever folder it is built, it is the add-on and nothing else."""

import ast
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

REPO = Path(__file__).resolve().parents[2]
ROOT = "odoo/addons/make_schedule/"
ASKED = """
import odoo.tools.config
odoo.tools.config.parse_config(["--addons-path", {addons!r}])
from odoo.modules import Manifest
print(Manifest.for_addon("make_schedule").path)
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """Build the wheel of a checkout of another name; return its file."""
    folder = tmp_path_factory.mktemp("wheel") / "another-name"
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"],
        check=True,
        cwd=REPO,
        capture_output=True,
        text=True,
    )
    for name in filter(None, listed.stdout.splitlines()):
        if (REPO / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(REPO / name, folder / name)
    build = [sys.executable, "-m", "pip", "wheel", "--no-deps", "-w", folder / "out"]
    subprocess.run([*build, folder], check=True, capture_output=True)
    (file,) = (folder / "out").glob("*.whl")
    return file


def test_name_and_version(wheel):
    manifest = ast.literal_eval((REPO / "__manifest__.py").read_text())
    name, version, *_tags = wheel.name.split("-")
    assert (name, version) == ("odoo_addon_make_schedule", manifest["version"])


def test_it_carries_what_users_need_and_no_more(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    addon = {name.removeprefix(ROOT) for name in names if name.startswith(ROOT)}
    rooms = {name.split("/")[0] for name in addon}
    assert not rooms & {"tests", "tools", "benchmarks", "docs", ".ci", "readme"}
    assert not [name for name in addon if "/tests/" in name]
    manifest = ast.literal_eval((REPO / "__manifest__.py").read_text())
    assert addon >= {*manifest["data"], *manifest["demo"]}
    assert {"engine/allocation.py", "static/description/icon.png"} <= addon
    assert any(name.startswith("static/src/") for name in addon)


def test_odoo_finds_it(wheel, tmp_path):
    install = [sys.executable, "-m", "pip", "install", "--no-deps", "--target"]
    subprocess.run([*install, tmp_path, wheel], check=True, capture_output=True)
    source = Path(os.environ["MAKE_SCHEDULE_ODOO"])
    code = ASKED.format(addons=str(source / "addons"))
    found = subprocess.run(
        [sys.executable, "-c", code],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": f"{source}:{tmp_path}"},
    )
    assert Path(found.stdout.splitlines()[-1]) == tmp_path / ROOT
