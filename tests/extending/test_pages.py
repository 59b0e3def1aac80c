import re
from pathlib import Path

from odoo.tests import BaseCase, tagged

ROOT = Path(__file__).resolve().parents[2]
PAGES = ROOT / "docs/extending"
PARTS = [
    "What it lets you do",
    "When it is called, and how often",
    "With several, and with nothing",
    "Signature",
    "A sample that runs",
]
# A named file, and the block of code that is taken from it.
SAMPLE = re.compile(
    r"`(tests/addons/[^`]+)`[^`]*?```(?:python|xml)\n(.*?)```", re.DOTALL
)


def flat(text):
    """Return a text's lines without indentation and empty ones, as one string."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return "\n".join(["", *lines, ""])


@tagged("post_install", "-at_install")
class TestPages(BaseCase):
    """What is written for those who extend the add-on (``docs/extending``)."""

    def pages(self):
        """Return {name: text} of the pages, without their index."""
        return {
            path.name: path.read_text()
            for path in sorted(PAGES.glob("*.md"))
            if path.name != "README.md"
        }

    def test_each_page_has_the_five_parts(self):
        for name, text in self.pages().items():
            with self.subTest(page=name):
                self.assertEqual(re.findall(r"^## (.*)$", text, re.MULTILINE), PARTS)
                self.assertLessEqual(len(text.splitlines()), 80)

    def test_each_sample_is_in_the_file_that_it_names(self):
        for name, text in self.pages().items():
            with self.subTest(page=name):
                _before, sample = text.split(f"## {PARTS[-1]}\n")
                found = SAMPLE.findall(sample)
                self.assertTrue(found)
                self.assertEqual(sample.count("```"), 2 * len(found))
                for path, code in found:
                    self.assertIn(flat(code), flat((ROOT / path).read_text()))

    def test_every_sample_is_on_a_page(self):
        texts = "".join(self.pages().values())
        for manifest in (ROOT / "tests/addons").glob("*/__manifest__.py"):
            self.assertIn(f"`tests/addons/{manifest.parent.name}/", texts)

    def test_the_index_links_every_page_once(self):
        index = (PAGES / "README.md").read_text()
        links = re.findall(r"\]\(([a-z_]+\.md)\)", index)
        self.assertEqual(sorted(links), sorted(self.pages()))
