{
    "name": "Make Schedule",
    "summary": "One ranking over sales and manufacturing orders: make to order, make to"
    " stock, and who gets what",
    "version": "19.0.1.0.0",
    "category": "Supply Chain/Manufacturing",
    "author": "Make Schedule contributors",
    "website": "https://github.com/make-schedule/make_schedule",
    "license": "LGPL-3",
    "application": True,
    "depends": ["sale_management", "sale_mrp"],
    "data": [
        "security/ir.model.access.csv",
        "security/make_schedule_security.xml",
        "data/ir_cron.xml",
        "data/mail_activity_type.xml",
        "wizards/make_in_batch_views.xml",
        "wizards/make_to_order_views.xml",
        "wizards/production_status_views.xml",
        "views/sale_order_views.xml",
        "views/schedule_planning_views.xml",
        "views/mrp_production_views.xml",
        "views/mrp_workorder_views.xml",
        "views/product_product_views.xml",
        "report/pick_list.xml",
        "views/schedule_run_views.xml",
        "views/schedule_blocking_views.xml",
        "views/menus.xml",
        "views/res_config_settings_views.xml",
    ],
    "demo": [
        "demo/products.xml",
        "demo/orders.xml",
    ],
    "assets": {
        "web.assets_backend": [
            "make_schedule/static/src/**/*",
        ],
        "web.assets_tests": [
            "make_schedule/static/tests/tours/**/*",
        ],
        "web.assets_unit_tests": [
            "make_schedule/static/tests/*.js",
        ],
    },
    "pre_init_hook": "pre_init_hook",
    "post_init_hook": "post_init_hook",
    "uninstall_hook": "uninstall_hook",
}
