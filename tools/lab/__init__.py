"""What the README's commands share: get Odoo, make databases, run the client.

Plain Python 3.11 without dependencies, since it runs before anything is
installed. Nothing of the add-on imports it.
"""
