{
    "name": "Make Schedule: what is waited for (sample)",
    "summary": "Sample: a column of Sell names what an order waits for",
    "version": "19.0.1.0.0",
    "category": "Supply Chain/Manufacturing",
    "author": "Make Schedule contributors",
    "license": "LGPL-3",
    "depends": ["make_schedule"],
    "data": ["views.xml"],
}
