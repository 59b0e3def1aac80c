import inspect

from odoo.tests import TransactionCase, tagged

OURS = "odoo.addons.make_schedule."


@tagged("post_install", "-at_install")
class TestOverrides(TransactionCase):
    """No helper of ours takes the name of a method of Odoo's by accident."""

    def test_what_overrides_calls_super(self):
        accidents = []
        for model in self.env.registry.values():
            for cls in model.__mro__:
                # What a model of our own inherits from BaseModel has no other owner.
                if not cls.__module__.startswith(OURS):
                    continue
                accidents += [
                    f"{model._name}.{name}"
                    for name, method in vars(cls).items()
                    if inspect.isfunction(method)
                    and self._is_theirs(model, name)
                    and "super(" not in inspect.getsource(method)
                ]
        self.assertFalse(sorted(set(accidents)))

    def test_what_overrides_is_called_alike(self):
        """Odoo asks the overriding method whether it takes ids, or only reads."""
        accidents = {
            f"{model._name}.{name}: {mark}"
            for model in self.env.registry.values()
            for cls in model.__mro__
            if cls.__module__.startswith(OURS)
            for name, method in vars(cls).items()
            if inspect.isfunction(method)
            for base in model.__mro__[model.__mro__.index(cls) + 1 :]
            if name in vars(base) and not base.__module__.startswith(OURS)
            for mark in ("_api_model", "_readonly", "_api_private")
            if getattr(vars(base)[name], mark, False)
            and not getattr(method, mark, False)
        }
        self.assertFalse(sorted(accidents))

    def _is_theirs(self, model, name):
        """Tell whether a class of another add-on defines a method of that name."""
        return any(
            name in vars(base)
            for base in model.__mro__
            if base.__module__.startswith("odoo.addons.")
            and not base.__module__.startswith(OURS)
        )
