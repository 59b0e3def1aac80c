{
    "name": "Make Schedule: unpaid orders (sample)",
    "summary": "Sample: orders tagged Unpaid are not made to order",
    "version": "19.0.1.0.0",
    "category": "Supply Chain/Manufacturing",
    "author": "Make Schedule contributors",
    "license": "LGPL-3",
    "depends": ["make_schedule"],
}
