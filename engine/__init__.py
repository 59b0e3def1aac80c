"""The add-on's ideas in plain Python: nothing here imports Odoo."""
