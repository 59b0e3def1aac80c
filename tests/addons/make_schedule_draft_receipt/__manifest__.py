{
    "name": "Make Schedule: draft receipts (sample)",
    "summary": "Sample: receipts that are not confirmed yet are expected",
    "version": "19.0.1.0.0",
    "category": "Supply Chain/Manufacturing",
    "author": "Make Schedule contributors",
    "license": "LGPL-3",
    "depends": ["make_schedule"],
}
