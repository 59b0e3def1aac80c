import re
from collections import Counter
from pathlib import Path

import polib

from odoo.tests import BaseCase, HttpCase, TransactionCase, tagged
from odoo.tools.translate import TranslationModuleReader

FOLDER = Path(__file__).parents[2] / "i18n"
LANGUAGES = ("de", "fr", "es", "nl")
PLACEHOLDER = re.compile(r"%\(\w+\)|%[sd]|</?\w+")


@tagged("post_install", "-at_install")
class TestTranslations(BaseCase):
    """German, French, Spanish and Dutch say everything that English does."""

    def test_all_is_translated(self):
        template = polib.pofile(str(FOLDER / "make_schedule.pot"))
        for language in LANGUAGES:
            known = polib.pofile(str(FOLDER / f"{language}.po"))
            texts = {entry.msgid: entry.msgstr for entry in known if not entry.obsolete}
            with self.subTest(language=language):
                missing = [one.msgid for one in template if not texts.get(one.msgid)]
                self.assertFalse(missing)
                self.assertFalse(known.fuzzy_entries())

    def test_what_is_put_into_a_text_is_in_its_translation(self):
        for language in LANGUAGES:
            for entry in polib.pofile(str(FOLDER / f"{language}.po")):
                with self.subTest(language=language, text=entry.msgid):
                    self.assertEqual(
                        Counter(PLACEHOLDER.findall(entry.msgid)),
                        Counter(PLACEHOLDER.findall(entry.msgstr)),
                    )


@tagged("post_install", "-at_install")
class TestTemplate(TransactionCase):
    """The template has every text of the code and of the data."""

    def test_no_text_is_missing(self):
        template = polib.pofile(str(FOLDER / "make_schedule.pot"))
        known = {entry.msgid for entry in template}
        reader = TranslationModuleReader(self.env.cr, modules=["make_schedule"])
        said = {source for _module, _kind, _name, _id, source, *_more in reader}
        self.assertFalse(said - known)


@tagged("post_install", "-at_install")
class TestGerman(HttpCase):
    """A first walk in German."""

    def test_a_seller_makes_to_order(self):
        self.env["res.lang"]._activate_lang("de_DE")
        self.env["ir.module.module"]._load_module_terms(
            ["base", "web", "sale", "stock", "mrp", "make_schedule"], ["de_DE"]
        )
        admin = self.env.ref("base.user_admin")
        admin.lang = "de_DE"
        sell = self.env.ref("make_schedule.action_sell")
        self.assertEqual(sell.with_context(lang="de_DE").name, "Verkauf")
        self.start_tour("/odoo/make-sell", "make_schedule_german", login="admin")
