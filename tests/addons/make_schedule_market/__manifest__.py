{
    "name": "Make Schedule: marketplace (sample)",
    "summary": "Sample: a connector that changes the rows of orders",
    "version": "19.0.1.0.0",
    "category": "Supply Chain/Manufacturing",
    "author": "Make Schedule contributors",
    "license": "LGPL-3",
    "depends": ["make_schedule"],
}
