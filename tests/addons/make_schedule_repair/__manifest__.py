{
    "name": "Make Schedule: repairs (sample)",
    "summary": "Sample: repairs that are not confirmed yet demand their parts",
    "version": "19.0.1.0.0",
    "category": "Supply Chain/Manufacturing",
    "author": "Make Schedule contributors",
    "license": "LGPL-3",
    "depends": ["make_schedule", "repair"],
}
