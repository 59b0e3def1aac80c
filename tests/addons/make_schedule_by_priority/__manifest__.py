{
    "name": "Make Schedule: new orders by priority (sample)",
    "summary": "Sample: a new order enters before the first of a lower priority",
    "version": "19.0.1.0.0",
    "category": "Supply Chain/Manufacturing",
    "author": "Make Schedule contributors",
    "license": "LGPL-3",
    "depends": ["make_schedule"],
}
