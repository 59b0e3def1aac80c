"""Names of our methods on Odoo's models: none may be one that Odoo has, or will have.

Installs nothing and imports nothing of the add-on: it reads its source.
"""

import ast

from .base import REPO

# What a method of ours on a model of Odoo's begins with, unless it calls super().
# Odoo's own naming of computes and buttons is kept: their fields and buttons are ours.
OURS = (
    *("_schedule_", "_mto_", "schedule_", "action_"),
    *("_compute_", "_search_", "_inverse_", "_onchange_"),
)
OUR_MODELS = "make.schedule."


def unmarked(folder=REPO):
    """Return what is named as if it were Odoo's.

    :param folder: of the add-on
    :return: sorted list of ``file:line: model.method``
    """
    found = []
    for room in ("models", "wizards"):
        for path in sorted((folder / room).rglob("*.py")):
            for cls in ast.parse(path.read_text()).body:
                if isinstance(cls, ast.ClassDef) and _model_of_odoo(cls):
                    found += [
                        f"{path.relative_to(folder)}:{method.lineno}:"
                        f" {_model_of_odoo(cls)}.{method.name}"
                        for method in cls.body
                        if isinstance(method, ast.FunctionDef) and _is_unmarked(method)
                    ]
    return found


def _is_unmarked(method):
    return not method.name.startswith(OURS) and not any(
        isinstance(node, ast.Name) and node.id == "super" for node in ast.walk(method)
    )


def _model_of_odoo(cls):
    """Return the name of Odoo's model that a class extends, or None."""
    names = []
    for statement in cls.body:
        if isinstance(statement, ast.Assign):
            (target,) = statement.targets
            if isinstance(target, ast.Name) and target.id in ("_name", "_inherit"):
                value = ast.literal_eval(statement.value)
                names += [value] if isinstance(value, str) else value
    return names[0] if names and not names[0].startswith(OUR_MODELS) else None
