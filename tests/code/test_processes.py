import ast
import re
from pathlib import Path

from odoo.tests import TransactionCase, tagged

ADDON = Path(__file__).parents[2]
PAGES = ADDON / "docs/processes"
# What a page names: a method; a file, of which the drawings leave models/ out.
NAMED = re.compile(r"\b(\w+)\(\)")
FILE = re.compile(r"[\w/]+/\w+\.(?:py|js|xml)\b")
# A file and, right after it, what is in it.
PAIR = re.compile(r"`([\w/]+\.(?:py|js))`[,:]\s+`(\w+)\(\)`")
# Methods and functions of JavaScript, as prettier writes them.
JAVASCRIPT = re.compile(
    r"^\s*(?:export |static |async |get |function )*(\w+)\(.*\) \{$"
    r"|^\s*(?:export )?const (\w+) = (?:async )?\(?[\w, {}]*\)? =>",
    re.MULTILINE,
)


@tagged("post_install", "-at_install")
class TestProcesses(TransactionCase):
    """The drawings of the processes name what there is."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.pages = {
            page.name: page.read_text("utf-8").replace("<br/>", "")
            for page in PAGES.glob("*.md")
        }
        # The index of places is no drawing.
        where = {"where.md": (ADDON / "docs/where.md").read_text("utf-8")}
        cls.naming = {**cls.pages, **where}

    def test_each_page_is_a_drawing(self):
        self.assertTrue(self.pages, f"no pages in {PAGES}")
        for page, text in self.pages.items():
            self.assertIn("\nsequenceDiagram\n", text, page)

    def test_methods_exist(self):
        """In the drawing, and in what stands below it."""
        ours = self.in_python() | self.in_javascript()
        unknown = [
            f"{page}: {name}()"
            for page, text in self.naming.items()
            for name in sorted(set(NAMED.findall(text)) - ours)
            if not self.is_of_odoo(name)
        ]
        self.assertFalse(unknown)

    def test_files_exist(self):
        unknown = [
            f"{page}: {name}"
            for page, text in self.naming.items()
            for name in sorted(set(FILE.findall(text)))
            if not any((ADDON / top / name).exists() for top in ("", "models"))
        ]
        self.assertFalse(unknown)

    def test_what_is_in_a_file_is_there(self):
        """A page names a file and a method of it; the index does so in a row."""
        wrong = []
        for page, text in self.naming.items():
            rows = text.splitlines() if page == "where.md" else ()
            pairs = [([file], name) for file, name in PAIR.findall(text)]
            pairs += [
                (FILE.findall(row), n) for row in rows for n in NAMED.findall(row)
            ]
            wrong += [
                f"{page}: {name}() is in none of {files}"
                for files, name in pairs
                if not any(defines(self.text_of(file), name) for file in files)
            ]
        self.assertFalse(wrong)

    def text_of(self, name):
        """Return the text of a file, as pages name it."""
        tops = ("", "models")
        return next(
            (ADDON / top / name).read_text("utf-8")
            for top in tops
            if (ADDON / top / name).exists()
        )

    def in_python(self):
        """Return the names of the add-on's functions and methods."""
        return {
            node.name
            for folder in ("models", "engine", "wizards", "controllers")
            for file in (ADDON / folder).rglob("*.py")
            if "tests" not in file.parts[len(ADDON.parts) :]
            for node in ast.walk(ast.parse(file.read_text("utf-8")))
            if isinstance(node, ast.FunctionDef)
        }

    def in_javascript(self):
        """Return the names of the client's functions and methods."""
        return {
            name
            for file in (ADDON / "static/src").rglob("*.js")
            for names in JAVASCRIPT.findall(file.read_text("utf-8"))
            for name in names
            if name
        }

    def is_of_odoo(self, name):
        """Tell whether a model of the registry has a method of that name."""
        models = self.env.registry.values()
        return any(callable(getattr(model, name, None)) for model in models)


def defines(text, name):
    """Tell whether a file has a function or a method of that name."""
    return bool(
        re.search(rf"(?:def |function |async |^\s+){name}\(", text, re.MULTILINE)
    )
