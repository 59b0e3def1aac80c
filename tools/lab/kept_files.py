"""A plugin of pytest: processes side by side leave each other's files alone.

It is no conftest.py: pytest would import the add-on's root for one, by a name that Odoo
refuses.
"""

import os
from unittest.mock import patch

import pytest


@pytest.fixture(scope="session", autouse=True)
def files_are_kept(load_registry):
    """Let no process remove files that another one has made.

    Processes side by side have a database each and share its files
    (``pytest_odoo._shared_filestore``): what is in none of its tables a test's end
    removes (``odoo.tests.common``), be it another's.
    """
    if not os.environ.get("PYTEST_XDIST_WORKER"):
        yield
        return
    # Odoo's modules can be imported once pytest-odoo has read its configuration.
    from odoo.addons.base.models.ir_attachment import IrAttachment

    with patch.object(IrAttachment, "_gc_file_store_unsafe"):
        yield
