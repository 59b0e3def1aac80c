{
    "name": "Make Schedule: rush orders (sample)",
    "summary": "Sample: orders tagged Rush are served before the ranking",
    "version": "19.0.1.0.0",
    "category": "Supply Chain/Manufacturing",
    "author": "Make Schedule contributors",
    "license": "LGPL-3",
    "depends": ["make_schedule"],
}
