from collections import Counter

from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestLabels(TransactionCase):
    """Beside OCA's mrp_sale_info every field has a label of its own."""

    def test_no_label_is_ours_and_another_one_s(self):
        self.assertIn("client_order_ref", self.env["mrp.production"]._fields)
        for model in ("mrp.production", "mrp.workorder"):
            fields = self.env[model]._fields.values()
            ours = [
                field for field in fields if field._modules[:1] == ("make_schedule",)
            ]
            count = Counter(field.string for field in fields)
            twice = [field.name for field in ours if count[field.string] > 1]
            self.assertFalse(twice, model)
