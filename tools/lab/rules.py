"""Rules of this add-on's own, checked on its source: nothing is installed for them.

A method of ours on a model of Odoo's may have no name that Odoo has, or will have; and
what is said to a user stands in the room's ``messages.py``.
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


def _sources(folder):
    for room in ("models", "wizards"):
        yield from sorted((folder / room).rglob("*.py"))


def scattered(folder=REPO):
    """Return the sentences that stand outside of ``messages.py``.

    :param folder: of the add-on
    :return: sorted list of ``file:line: sentence``
    """
    return [
        f"{path.relative_to(folder)}:{call.lineno}: {ast.unparse(call.args[0])}"
        for path in _sources(folder)
        if path.name != "messages.py"
        for call in ast.walk(ast.parse(path.read_text()))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and call.func.attr == "_"
    ]


def unmarked(folder=REPO):
    """Return what is named as if it were Odoo's, on its models and what is mixed in.

    :param folder: of the add-on
    :return: sorted list of ``file:line: model.method``
    """
    classes = [
        (path, cls, *_models(cls))
        for path in _sources(folder)
        for cls in ast.parse(path.read_text()).body
        if isinstance(cls, ast.ClassDef) and any(_models(cls))
    ]
    extended = _mixed_in(classes)
    return [
        f"{path.relative_to(folder)}:{method.lineno}: {name}.{method.name}"
        for path, cls, name, _inherited in classes
        if name in extended
        for method in cls.body
        if isinstance(method, ast.FunctionDef) and _is_unmarked(method)
    ]


def _mixed_in(classes):
    """Return the names of Odoo's models that are extended, and of what is mixed in.

    :param classes: [(path, class, name of its model, names that it inherits)]
    """
    inherited = {}
    for _path, _cls, name, names in classes:
        inherited.setdefault(name, set()).update(names)
    found, stack = set(), [name for name in inherited if not _is_ours(name)]
    while stack:
        name = stack.pop()
        if name not in found:
            found.add(name)
            stack.extend(inherited.get(name, ()))
    return found


def _is_unmarked(method):
    return not method.name.startswith(OURS) and not any(
        isinstance(node, ast.Name) and node.id == "super" for node in ast.walk(method)
    )


def _models(cls):
    """Return (name of the model that a class is or extends, names that it inherits)."""
    names = {"_name": [], "_inherit": []}
    for statement in cls.body:
        if isinstance(statement, ast.Assign):
            (target,) = statement.targets
            if isinstance(target, ast.Name) and target.id in names:
                value = ast.literal_eval(statement.value)
                names[target.id] = [value] if isinstance(value, str) else list(value)
    first = (*names["_name"], *names["_inherit"], None)[0]
    return first, names["_inherit"]


def _is_ours(name):
    return name is None or name.startswith(OUR_MODELS)


# The rooms of models/, from the top down: imports run one way.
ROOMS = (
    *("client", "board", "daily_mail", "make_to_order", "production", "timeline"),
    *("what_if", "reporting", "deadlines", "reservation", "allocation", "ranking"),
    "base",
)


def upward(folder=REPO):
    """Return the imports that run from a room to one above it.

    :param folder: of the add-on
    :return: sorted list of ``file:line: room``
    """
    found = []
    for path in _sources(folder):
        room = path.relative_to(folder).parts[1]
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ImportFrom) and node.level == 2 and room in ROOMS:
                other = (node.module or "").partition(".")[0]
                if other not in ROOMS[ROOMS.index(room) :]:
                    found.append(f"{path.relative_to(folder)}:{node.lineno}: {other}")
    return found
