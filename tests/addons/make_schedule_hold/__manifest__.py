{
    "name": "Make Schedule: bills on hold (sample)",
    "summary": "Sample: an order whose bill is on hold is blocked",
    "version": "19.0.1.0.0",
    "category": "Supply Chain/Manufacturing",
    "author": "Make Schedule contributors",
    "license": "LGPL-3",
    "depends": ["make_schedule"],
    "data": ["views.xml"],
}
